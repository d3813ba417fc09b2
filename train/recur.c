/*
 * recur.c - the light recurrence of the encoder and its gradient, for training:
 *
 *   z = tanhq(g0) m, f = sigq(g1), r = sigq(g2);  c[t] = f c[t-1] + (1 - f) z;  out = (r c + (1 -
 * r) x) m
 *
 * g [time][batch][6h] holds the gates of both directions (the second runs backward in time), x and
 * out [time][batch][2h] the highway's input and the output, m [time][batch] is 1 for words and 0
 * for padding, c [time][batch][2h] is kept for the gradient. With `quant` the output is rounded to
 * steps of 1/127.
 */
#include <math.h>
#include <stddef.h>

static inline float limit(float x, float l) {
    return x < -l ? -l : x > l ? l : x;
}

static inline float tanhq(float x) {
    x = limit(x, 2);
    return x * (1 - 0.25f * fabsf(x));
}

static inline float sigq(float x) {
    x = limit(x, 4);
    return 0.5f + x * (0.25f - 0.03125f * fabsf(x));
}

static inline float dtanhq(float x) {
    float a = fabsf(x);
    return a < 2 ? 1 - 0.5f * a : 0;
}

static inline float dsigq(float x) {
    float a = fabsf(x);
    return a < 4 ? 0.25f - 0.0625f * a : 0;
}

void recur_forward(const float *g, const float *x, const float *m, float *c, float *out, long t_n,
                   long b_n, long h, long quant) {
#pragma omp parallel for
    for (long b = 0; b < b_n; b++) {
        for (long d = 0; d < 2; d++) {
            const float *before = NULL;
            for (long k = 0; k < t_n; k++) {
                long at = (d ? t_n - 1 - k : k) * b_n + b;
                const float *gt = g + at * 6 * h + d * 3 * h, *xt = x + at * 2 * h + d * h;
                float *ct = c + at * 2 * h + d * h, *ot = out + at * 2 * h + d * h, w = m[at];
                for (long i = 0; i < h; i++) {
                    float z = tanhq(gt[i]) * w, f = sigq(gt[h + i]), r = sigq(gt[2 * h + i]);
                    float s = (before ? f * before[i] : 0) + (1 - f) * z;
                    float o = (r * s + (1 - r) * xt[i]) * w;
                    ct[i] = s;
                    ot[i] = quant ? rintf(limit(o, 1) * 127) / 127 : o;
                }
                before = ct;
            }
        }
    }
}

void recur_backward(const float *g, const float *x, const float *m, const float *c,
                    const float *dout, float *dg, float *dx, long t_n, long b_n, long h) {
#pragma omp parallel for
    for (long b = 0; b < b_n; b++) {
        float carry[1024];
        for (long d = 0; d < 2; d++) {
            for (long i = 0; i < h; i++) carry[i] = 0;
            for (long k = t_n - 1; k >= 0; k--) {
                long at = (d ? t_n - 1 - k : k) * b_n + b;
                const float *gt = g + at * 6 * h + d * 3 * h, *xt = x + at * 2 * h + d * h;
                const float *ct = c + at * 2 * h + d * h, *dt = dout + at * 2 * h + d * h;
                const float *before = k ? ct + (d ? b_n : -b_n) * 2 * h : NULL;
                float *dgt = dg + at * 6 * h + d * 3 * h, *dxt = dx + at * 2 * h + d * h, w = m[at];
                for (long i = 0; i < h; i++) {
                    float z = tanhq(gt[i]) * w, f = sigq(gt[h + i]), r = sigq(gt[2 * h + i]),
                          o = dt[i] * w;
                    float ds = o * r + carry[i];
                    dxt[i] = o * (1 - r);
                    dgt[i] = ds * (1 - f) * w * dtanhq(gt[i]);
                    dgt[h + i] = ds * ((before ? before[i] : 0) - z) * dsigq(gt[h + i]);
                    dgt[2 * h + i] = o * (ct[i] - xt[i]) * dsigq(gt[2 * h + i]);
                    carry[i] = ds * f;
                }
            }
        }
    }
}
