/* The light recurrence of the encoder and its gradient, for training:
 *   c[t] = f[t] * c[t-1] + (1 - f[t]) * z[t]
 * Arrays are [time][batch][width] float, time running forward; the caller flips for the other direction. */
#include <stddef.h>

void recur_forward(const float *f, const float *z, float *c, long t_n, long bw)
{
    for (long i = 0; i < bw; i++)
        c[i] = (1 - f[i]) * z[i];
    for (long t = 1; t < t_n; t++) {
        const float *ft = f + t * bw, *zt = z + t * bw, *p = c + (t - 1) * bw;
        float *ct = c + t * bw;
        for (long i = 0; i < bw; i++)
            ct[i] = ft[i] * p[i] + (1 - ft[i]) * zt[i];
    }
}

void recur_backward(const float *f, const float *z, const float *c, const float *dc_in, float *df, float *dz,
                    float *carry, long t_n, long bw)
{
    for (long i = 0; i < bw; i++)
        carry[i] = 0;
    for (long t = t_n - 1; t >= 0; t--) {
        const float *ft = f + t * bw, *zt = z + t * bw, *g = dc_in + t * bw;
        const float *p = t ? c + (t - 1) * bw : NULL;
        float *dft = df + t * bw, *dzt = dz + t * bw;
        for (long i = 0; i < bw; i++) {
            float d = g[i] + carry[i];
            dft[i] = d * ((p ? p[i] : 0) - zt[i]);
            dzt[i] = d * (1 - ft[i]);
            carry[i] = d * ft[i];
        }
    }
}
