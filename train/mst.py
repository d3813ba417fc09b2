"""The best tree with one root, by Chu-Liu and Edmonds' algorithm; decode() mirrors src/syntax/mst.c."""
import numpy as np


def decode(scores):
    """scores [n][n + 1], column 0 the root -> heads [n], 0 the root."""
    n = scores.shape[0]
    best = scores.argmax(1)
    if (best == 0).sum() == 1 and _is_tree(best):
        return best
    s = np.zeros((n + 1, n + 1))
    s[1:] = scores
    s[1:, 0] -= 1e6
    np.fill_diagonal(s, -1e9)
    return np.array(_cle(s)[1:])


def _is_tree(head):
    n = len(head)
    ok = np.zeros(n + 1, bool)
    ok[0] = True
    for i in range(1, n + 1):
        path, j = [], i
        while not ok[j]:
            path.append(j)
            j = head[j - 1]
            if len(path) > n:
                return False
        ok[path] = True
    return True


def _cle(s):
    """s[dependent][head]; node 0 is the root. -> heads, head[0] = -1."""
    n = len(s)
    head = s.argmax(1)
    head[0] = -1
    state = [0] * n
    state[0] = 2
    cycle = None
    for i in range(1, n):
        path, j = [], i
        while state[j] == 0:
            state[j] = 1
            path.append(j)
            j = head[j]
        if state[j] == 1:
            cycle = path[path.index(j):]
        for k in path:
            state[k] = 2
        if cycle:
            break
    if not cycle:
        return list(head)
    inc = set(cycle)
    rest = [i for i in range(n) if i not in inc]
    m = len(rest)
    t = np.full((m + 1, m + 1), -1e18)
    t[:m, :m] = s[np.ix_(rest, rest)]
    c = np.array(cycle)
    out = s[np.ix_(rest, cycle)]
    t[:m, m] = out.max(1)
    out_at = out.argmax(1)
    gain = s[np.ix_(cycle, rest)] - s[c, head[c]][:, None]
    t[m, :m] = gain.max(0)
    in_at = gain.argmax(0)
    sub = _cle(t)
    res = [-1] * n
    for k in cycle:
        res[k] = head[k]
    for a, i in enumerate(rest):
        if i == 0:
            continue
        res[i] = cycle[out_at[a]] if sub[a] == m else rest[sub[a]]
    res[cycle[in_at[sub[m]]]] = rest[sub[m]]
    return res
