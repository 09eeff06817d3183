"""Derives every polynomial of the vector math functions.

Run:  pip install mpmath && python3 fit.py            (all fits and constants, half a minute)
      python3 fit.py exp_f32 ln_f64                   (some of them)
      python3 fit.py --reference > ../../../../tests/ulp/src/reference.csv   (a table of exact values)

Method. Each function is a fixed leading part plus unknown coefficients times known basis functions. The coefficients that
minimise the largest weighted error on the interval come from Remez' exchange algorithm (E. Remez, 1934) over a dense Chebyshev
grid. They are then rounded to the format one after the other, from the largest term down, and the rest is fitted again after each
rounding, so that later coefficients absorb the rounding of earlier ones. (N. Brisebarre and S. Chevillard, "Efficient polynomial
L-infinity approximations", 2007, go further, by lattice reduction.) The error printed is the largest that is left, relative to
the function's value.
"""

import random
import struct
import sys

from mpmath import mp, mpf

mp.prec = 140


def round32(c):
    return mpf(struct.unpack("<f", struct.pack("<f", float(c)))[0])


def round64(c):
    return mpf(float(c))


def round21(c):
    """So few bits that the product with another number as short is exact in f64."""
    scale = mpf(2) ** (20 - mp.floor(mp.log(abs(c), 2)))
    return mp.nint(c * scale) / scale


def remez(target, basis, weight):
    """Minimax coefficients over the grid.

    The exchange is Stiefel's, one point at a time. It is the simplex method on the dual problem, so it does not need the
    basis to be a Chebyshev system, which it no longer is once some coefficients are rounded.
    """
    size, n = len(target), len(basis)
    points = [round((1 - mp.cos(mp.pi * (2 * i + 1) / (2 * n + 2))) / 2 * (size - 1)) for i in range(n + 1)]
    unit = mp.matrix(n + 1, 1)
    unit[n] = 1
    # The multipliers that annihilate every basis function at the points, scaled to sum to one, give the signs.
    annihilated = mp.matrix([[b[i] for i in points] for b in basis] + [[1] * (n + 1)])
    dual = mp.lu_solve(annihilated, unit)
    signs = [1 if d > 0 else -1 for d in dual]
    if sum(d * target[i] for d, i in zip(dual, points)) < 0:
        signs = [-s for s in signs]
    for _ in range(200):
        rows = mp.matrix([[s * basis[col][i] for col in range(n)] + [1 / weight[i]] for s, i in zip(signs, points)])
        solution = mp.lu_solve(rows, mp.matrix([s * target[i] for s, i in zip(signs, points)]))
        coefficients, level = list(solution[:n]), solution[n]
        error = [w * (t - sum(c * b[i] for c, b in zip(coefficients, basis)))
                 for i, (t, w) in enumerate(zip(target, weight))]
        worst = max(range(size), key=lambda i: abs(error[i]))
        if abs(error[worst]) < abs(level) * mpf("1.001"):
            break
        sign = 1 if error[worst] > 0 else -1
        entering = mp.matrix([sign * b[worst] for b in basis] + [1 / weight[worst]])
        dual, share = mp.lu_solve(rows.T, unit), mp.lu_solve(rows.T, entering)
        leaving = min((i for i in range(n + 1) if share[i] > 0), key=lambda i: dual[i] / share[i])
        points[leaving], signs[leaving] = worst, sign
    return coefficients, abs(error[worst])


def fit(name, interval, target, basis, weight, rounding, size=300, first=None):
    """Fits and rounds one coefficient after the other, the first one in its own way; prints them as a Rust array."""
    low, high = interval
    middle, half = (low + high) / 2, (high - low) / 2
    # The grid is offset so that no point falls on a removable singularity at 0.
    grid = [middle - half * mp.cos(mp.pi * (i + mpf("0.37")) / size) for i in range(size)]
    left = [target(x) for x in grid]
    values = [[b(x) for x in grid] for b in basis]
    weights = [abs(weight(x)) for x in grid]
    rounded = []
    while values:
        coefficients, error = remez(left, values, weights)
        rounded.append((rounding if rounded else first or rounding)(coefficients[0]))
        left = [t - rounded[-1] * v for t, v in zip(left, values[0])]
        values = values[1:]
    error = max(abs(w * t) for w, t in zip(weights, left))
    digits = "".join(f"    {shortest(c, rounding)},\n" for c in rounded)
    print(f"{name}: error 2^{float(mp.log(error, 2)):.1f}\n[\n{digits}]\n", flush=True)
    return rounded


def shortest(c, rounding):
    """The shortest decimal that names the number in its format."""
    if rounding is round64:
        return repr(float(c))
    for digits in range(1, 10):
        text = f"{float(c):.{digits}g}"
        if round32(mpf(text)) == c:
            return repr(float(text))
    raise AssertionError("nine digits name every f32")


def powers(first, count, times=lambda x: 1, of=lambda x: x):
    """Basis functions times(x) * of(x)^k for k = first, first + 1, …"""
    return [lambda x, k=k: times(x) * of(x) ** k for k in range(first, first + count)]


def square(x):
    return x * x


LN2_HALF = mp.log(2) / 2 * mpf("1.0005")
PI_4 = mp.pi / 4 * mpf("1.0005")
PI_2 = mp.pi / 2 * mpf("1.0005")
ROOT = (mp.sqrt(2) - 1) / (mp.sqrt(2) + 1)  # the largest (m - 1) / (m + 1) for m in [√½, √2]
ROOT_INTERVAL = (-ROOT * mpf("1.0005"), ROOT * mpf("1.0005"))


def exp_fit(name, count, rounding):
    """e^r = 1 + r + r²·(c0 + c1·r + …)"""
    fit(name, (-LN2_HALF, LN2_HALF), lambda r: mp.exp(r) - 1 - r, powers(2, count), lambda r: mp.exp(-r), rounding)


def expm1_fit(name, count, rounding):
    """e^r - 1 = r + r²·(c0 + c1·r + …), relative to e^r - 1"""
    fit(name, (-LN2_HALF, LN2_HALF), lambda r: mp.expm1(r) - r, powers(2, count), lambda r: 1 / mp.expm1(r), rounding)


def exp2_fit(name, count, rounding):
    """2^r = 1 + r·ln 2 + r²·(c0 + c1·r + …), with ln 2 rounded to the format"""
    slope = rounding(mp.log(2))
    fit(name, (-mpf("0.5003"), mpf("0.5003")), lambda r: 2**r - 1 - slope * r, powers(2, count), lambda r: 2**-r, rounding)


def ln_fit(name, count, rounding):
    """ln(1 + f) = f - f²/2 + f³·(c0 + c1·f + …)"""
    interval = (mp.sqrt(2) / 2 - 1, mp.sqrt(2) - 1)
    fit(name, interval, lambda f: mp.log1p(f) - f + f * f / 2, powers(3, count), lambda f: 1 / mp.log1p(f), rounding)


def atanh_fit(name, count, rounding):
    """ln((1 + s) / (1 - s)) = 2·s + s·(c0·z + c1·z² + …), z = s²"""
    fit(name, (ROOT_INTERVAL[1] / 10**6, ROOT_INTERVAL[1]), lambda s: 2 * mp.atanh(s) - 2 * s,
        powers(1, count, lambda s: s, square), lambda s: 1 / (2 * mp.atanh(s)), rounding)


def pow_fit(name, count, rounding):
    """3·atanh(s) / s = 3 + z + z²·(c0 + c1·z + …), z = s²"""
    fit(name, (ROOT_INTERVAL[1] / 10**6, ROOT_INTERVAL[1]), lambda s: 3 * mp.atanh(s) / s - 3 - s * s,
        powers(2, count, of=square), lambda s: s / (3 * mp.atanh(s)), rounding)


def sin_fit(name, limit, count, rounding):
    """sin r = r + r·(c0·z + c1·z² + …), z = r²"""
    fit(name, (limit / 10**6, limit), lambda r: mp.sin(r) - r, powers(1, count, lambda r: r, square),
        lambda r: 1 / mp.sin(r), rounding)


def cos_fit(name, count, rounding):
    """cos r = 1 - z/2 + z²·(c0 + c1·z + …), z = r²"""
    fit(name, (PI_4 / 10**6, PI_4), lambda r: mp.cos(r) - 1 + r * r / 2, powers(2, count, of=square),
        lambda r: 1 / mp.cos(r), rounding)


def tan_fit(name, above, below, rounding, first=None):
    """tan r = (r + r·(n0·z + n1·z² + …)) / (1 + d0·z + d1·z² + …), z = r²; d0 comes first, then n0, n1, …, then d1, …"""
    denominator = [mpf(0)] * below
    over, under = powers(1, above, lambda r: r, square), powers(1, below, lambda r: -mp.tan(r), square)
    basis = under[:1] + over + under[1:]
    # The error is linear in the coefficients once it is multiplied by the denominator, taken from the pass before.
    weight = lambda r: 1 / (mp.tan(r) * (1 + sum(d * square(r) ** (k + 1) for k, d in enumerate(denominator))))
    size = 300
    grid = [PI_4 * (1 + mpf(10) ** -6 - mp.cos(mp.pi * (i + mpf("0.37")) / size)) / 2 for i in range(size)]
    for _ in range(4):
        target = [mp.tan(r) - r for r in grid]
        found, _ = remez(target, [[b(r) for r in grid] for b in basis], [abs(weight(r)) for r in grid])
        denominator = found[:1] + found[1 + above:]
    fit(name, (PI_4 / 10**6, PI_4), lambda r: mp.tan(r) - r, basis, weight, rounding, first=first)


def fast_exp_fit(name, base, count, rounding):
    """base^r = 1 + r·(c0 + c1·r + …), where base^r is within √½ and √2"""
    limit = mpf("0.5003") / mp.log(base, 2)
    fit(name, (-limit, limit), lambda r: base**r - 1, powers(1, count), lambda r: base**-r, rounding)


def fast_log_fit(name, base, count, rounding):
    """log(1 + f) = f·(c0 + c1·f + …)"""
    interval = (mp.sqrt(2) / 2 - 1, mp.sqrt(2) - 1)
    log = lambda f: mp.log1p(f) / mp.log(base)
    fit(name, interval, log, powers(1, count), lambda f: 1 / log(f), rounding)


def fast_pow_fit(name, count, rounding):
    """log2((1 + s) / (1 - s)) = s·(2 / ln 2 + c0·z + c1·z² + …), z = s²"""
    log = lambda s: 2 * mp.atanh(s) / (s * mp.log(2))
    fit(name, (ROOT_INTERVAL[1] / 10**6, ROOT_INTERVAL[1]), lambda s: log(s) - 2 / mp.log(2), powers(1, count, of=square),
        lambda s: 1 / log(s), rounding)


def tanh_fit(name, count, rounding):
    """tanh r = r + r·(c0·z + c1·z² + …), z = r²"""
    limit = mpf("0.63")
    fit(name, (limit / 10**6, limit), lambda r: mp.tanh(r) - r, powers(1, count, lambda r: r, square),
        lambda r: 1 / mp.tanh(r), rounding)


def atan_fit(name, limit, count, rounding):
    """atan q = q + q·(c0·z + c1·z² + …), z = q²"""
    limit = limit * mpf("1.0005")
    fit(name, (limit / 10**6, limit), lambda q: mp.atan(q) - q, powers(1, count, lambda q: q, square),
        lambda q: 1 / mp.atan(q), rounding)


def asin_fit(name, count, rounding):
    """asin s = s + s·(c0·z + c1·z² + …), z = s², up to 1/2"""
    limit = mpf("0.50025")
    fit(name, (limit / 10**6, limit), lambda s: mp.asin(s) - s, powers(1, count, lambda s: s, square),
        lambda s: 1 / mp.asin(s), rounding)


def sinh_fit(name, count, rounding):
    """sinh x = x + x·(c0·z + c1·z² + …), z = x², up to 1"""
    limit = mpf("1.0005")
    fit(name, (limit / 10**6, limit), lambda x: mp.sinh(x) - x, powers(1, count, lambda x: x, square),
        lambda x: 1 / mp.sinh(x), rounding)


def asinh_fit(name, count, rounding):
    """asinh x = x + x·(c0·z + c1·z² + …), z = x², up to 1/2"""
    limit = mpf("0.50025")
    fit(name, (limit / 10**6, limit), lambda x: mp.asinh(x) - x, powers(1, count, lambda x: x, square),
        lambda x: 1 / mp.asinh(x), rounding)


def cbrt_fit(name, count, rounding):
    """∛(1 + f) = 1 + f·(c0 + c1·f + …) for 1 + f in [√½, √2]"""
    interval = (mp.sqrt(2) / 2 - 1, mp.sqrt(2) - 1)
    fit(name, interval, lambda f: mp.cbrt(1 + f) - 1, powers(1, count), lambda f: 1 / mp.cbrt(1 + f), rounding)


EIGHTH_TURN = mp.sqrt(2) - 1  # tan(π/8)

FITS = {
    "exp_f32": lambda n: exp_fit(n, 5, round32),
    "exp_f64": lambda n: exp_fit(n, 10, round64),
    "exp2_f32": lambda n: exp2_fit(n, 5, round32),
    "exp2_f64": lambda n: exp2_fit(n, 10, round64),
    "ln_f32": lambda n: ln_fit(n, 8, round32),
    "ln_f64": lambda n: atanh_fit(n, 7, round64),
    "sin_f32": lambda n: sin_fit(n, PI_2, 4, round64),
    "sin_f64": lambda n: sin_fit(n, PI_4, 6, round64),
    "cos_f64": lambda n: cos_fit(n, 6, round64),
    "tan_f32": lambda n: tan_fit(n, 2, 2, round64),
    "tan_f64": lambda n: tan_fit(n, 3, 4, round64, round21),
    "exp_m1_f32": lambda n: expm1_fit(n, 6, round64),
    "exp_m1_f64": lambda n: expm1_fit(n, 10, round64),
    "powf_f32_log": lambda n: atanh_fit(n, 5, round64),
    "powf_f32_exp": lambda n: exp2_fit(n, 6, round64),
    "powf_f64": lambda n: pow_fit(n, 8, round64),
    "atan_f32": lambda n: atan_fit(n, EIGHTH_TURN, 6, round64),
    "atan_f64": lambda n: atan_fit(n, mpf(7) / 16, 11, round64),
    "asin_f32": lambda n: asin_fit(n, 6, round64),
    "asin_f64": lambda n: asin_fit(n, 12, round64),
    "sinh_f64": lambda n: sinh_fit(n, 8, round64),
    "asinh_f64": lambda n: asinh_fit(n, 12, round64),
    "cbrt": lambda n: cbrt_fit(n, 7, round64),
    # Those of fast_math.
    "fast_exp_f32": lambda n: fast_exp_fit(n, mp.e, 5, round32),
    "fast_exp_f64": lambda n: fast_exp_fit(n, mp.e, 11, round64),
    "fast_exp2_f32": lambda n: fast_exp_fit(n, mpf(2), 5, round32),
    "fast_exp2_f64": lambda n: fast_exp_fit(n, mpf(2), 11, round64),
    "fast_ln_f32": lambda n: fast_log_fit(n, mp.e, 9, round32),
    "fast_log2_f32": lambda n: fast_log_fit(n, mpf(2), 9, round32),
    "fast_log10_f32": lambda n: fast_log_fit(n, mpf(10), 9, round32),
    "fast_powf_f32": lambda n: fast_pow_fit(n, 4, round32),
    "fast_sin_f32": lambda n: sin_fit(n, PI_2 * mpf("1.02"), 4, round32),
    "fast_sin_f64": lambda n: sin_fit(n, PI_2, 8, round64),
    "fast_tan_f32": lambda n: tan_fit(n, 1, 2, round32),
    "fast_tan_f64": lambda n: tan_fit(n, 3, 4, round64),
    "fast_tanh_f32": lambda n: tanh_fit(n, 5, round32),
    # The shaders' own, where the others need f64.
    "sin_wgsl": lambda n: sin_fit(n, PI_4, 3, round32),
    "cos_wgsl": lambda n: cos_fit(n, 3, round32),
    "tanh_wgsl": lambda n: tanh_fit(n, 5, round32),
    "powf_wgsl": lambda n: pow_fit(n, 3, round32),
    "atan_wgsl": lambda n: atan_fit(n, EIGHTH_TURN, 4, round32),
    "asin_wgsl": lambda n: asin_fit(n, 5, round32),
    "sinh_wgsl": lambda n: sinh_fit(n, 4, round32),
    "asinh_wgsl": lambda n: asinh_fit(n, 5, round32),
    "atanh_wgsl": lambda n: atanh_fit(n, 3, round32),
    "exp_m1_wgsl": lambda n: expm1_fit(n, 5, round32),
    "cbrt_wgsl": lambda n: cbrt_fit(n, 4, round32),
}

def parts(name, value, bits, rounding):
    """A constant as a sum: all parts but the last have few enough bits that a small integer times them is exact."""
    print(f"{name}:")
    for count in bits:
        scale = mpf(2) ** (count - 1 - mp.floor(mp.log(value, 2)))
        part = mp.floor(value * scale) / scale
        print(f"    {shortest(part, rounding)}  ({count} bits)")
        value -= part
    print(f"    {shortest(rounding(value), rounding)}")


def constants():
    """The multi-part constants of argument reduction (Cody and Waite, 1980), and the bits of 2/π."""
    for base, of in (("ln 2", mp.log(2)), ("log10 2", mp.log(2, 10))):
        parts(f"{base} for f32", of, [15], round32)
        parts(f"{base} for f64", of, [41], round64)
    parts("ln 2 for powf_f64", mp.log(2), [21], round64)
    parts("2 / (3 ln 2) for powf_f64", 2 / (3 * mp.log(2)), [21], round64)
    parts("ln 2 for powf in shaders", mp.log(2), [12], round32)
    parts("2 / (3 ln 2) for powf in shaders", 2 / (3 * mp.log(2)), [12], round32)
    parts("π/2 in shaders", mp.pi / 2, [15, 15], round32)
    for name, value in (("π/2", mp.pi / 2), ("π", mp.pi), ("π/4", mp.pi / 4), ("atan ½", mp.atan(mpf(1) / 2))):
        parts(f"{name}, rounded, for f32", value, [24], round32)
        parts(f"{name}, rounded, for f64", value, [53], round64)
    for base in (2, 10):
        parts(f"log{base} e for f32", 1 / mp.log(base), [12], round32)
        parts(f"log{base} e for f64", 1 / mp.log(base), [21], round64)
    parts("π of fast_math for f32", mp.pi, [24, 24], round32)
    parts("π of fast_math for f64", mp.pi, [53, 53], round64)
    parts("π for f32 in f64 lanes", mp.pi, [31], round64)
    parts("π/2 for f32 in f64 lanes", mp.pi / 2, [31], round64)
    parts("π/2 for f64", mp.pi / 2, [33, 33], round64)
    with mp.workprec(1400):
        bits = int(mp.floor(2 / mp.pi * mpf(2) ** 1216))
    words = [(bits >> (64 * i)) & (2**64 - 1) for i in reversed(range(19))]
    print("2/π:\n[\n" + "".join(f"    {word:#018x},\n" for word in words) + "]")
    words = [bits >> (1216 - 32 * (i + 1)) & (2**32 - 1) for i in range(8)]
    print("2/π in shaders: " + ", ".join(f"{word:#010x}" for word in words))
    print(f"π/2: {int(mp.floor(mp.pi / 2 * mpf(2) ** 127)):#x}")


def bits(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]


def reference(count=120):
    """Arguments and exact values as bits of f64: function, x, y, then the value as the sum of two numbers."""
    draw = random.Random(1)
    positive = lambda: mp.mpf(2) ** draw.uniform(-1000, 1000)
    near_one = lambda: 1 + draw.uniform(-0.5, 0.5) * 2.0 ** draw.randrange(-40, 0)
    small = lambda: draw.choice([-1, 1]) * 2.0 ** draw.uniform(-40, 4)
    logs = [positive, near_one, lambda: draw.uniform(0.5, 2)]
    any_size = lambda: draw.choice([-1, 1]) * mpf(2) ** draw.uniform(-1000, 1000)
    ratio = lambda: draw.uniform(-1, 1)
    near_edge = lambda: draw.choice([-1, 1]) * (1 - 2.0 ** draw.uniform(-50, -1))
    tiny = lambda: draw.choice([-1, 1]) * 2.0 ** draw.uniform(-60, -1)
    # Among them numbers next to multiples of π/2, and the double that is nearest to one of all.
    angles = [small, lambda: draw.uniform(-1000, 1000), lambda: draw.randrange(1, 10**6) * mp.pi / 2,
              lambda: 2.0 ** draw.uniform(20, 1023), lambda: mp.ldexp(6381956970095103, 797)]
    functions = {
        "exp": (mp.exp, [small, lambda: draw.uniform(-700, 700)]),
        "exp2": (lambda x: mpf(2) ** x, [small, lambda: draw.uniform(-1000, 1000)]),
        "ln": (mp.log, logs),
        "log2": (lambda x: mp.log(x) / mp.log(2), logs),
        "log10": (lambda x: mp.log(x) / mp.log(10), logs),
        "sin": (mp.sin, angles),
        "cos": (mp.cos, angles),
        "tan": (mp.tan, angles),
        "tanh": (mp.tanh, [small, lambda: draw.uniform(-20, 20)]),
        "powf": (mp.power, logs),
        "asin": (mp.asin, [ratio, near_edge, tiny, ratio]),
        "acos": (mp.acos, [ratio, near_edge, tiny, ratio]),
        "atan": (mp.atan, [small, ratio, any_size, lambda: draw.uniform(-10, 10)]),
        "sinh": (mp.sinh, [small, lambda: draw.uniform(-1.5, 1.5), lambda: draw.uniform(-709, 709), lambda: draw.uniform(-5, 5)]),
        "cosh": (mp.cosh, [small, lambda: draw.uniform(-1.5, 1.5), lambda: draw.uniform(-709, 709), lambda: draw.uniform(-5, 5)]),
        "asinh": (mp.asinh, [small, lambda: draw.uniform(-1.5, 1.5), any_size, lambda: draw.uniform(-20, 20)]),
        "acosh": (mp.acosh, [lambda: 1 + 2.0 ** draw.uniform(-50, 0), lambda: draw.uniform(1, 5), lambda: 1 + abs(any_size())]),
        "atanh": (mp.atanh, [ratio, near_edge, tiny, ratio]),
        "cbrt": (lambda x: mp.sign(x) * mp.cbrt(abs(x)), [any_size, lambda: draw.uniform(-8, 8)]),
        "exp_m1": (mp.expm1, [tiny, small, lambda: draw.uniform(-1.5, 1.5), lambda: draw.uniform(-40, 700)]),
        "ln_1p": (mp.log1p, [tiny, lambda: draw.uniform(-1, 1), lambda: abs(any_size()), lambda: 2.0 ** draw.uniform(-50, -1) - 1]),
        "atan2": (mp.atan2, [small, lambda: draw.uniform(-10, 10)]),
        "hypot": (mp.hypot, [small, lambda: draw.uniform(-10, 10), any_size]),
    }
    with mp.workprec(1400):
        for name, (function, arguments) in functions.items():
            for i in range(count):
                x = float(arguments[i % len(arguments)]())
                y = 0.0
                if name == "powf":
                    # So that the result stays within the format.
                    y = 1.0 if x == 1 else draw.uniform(-1000, 1000) / max(float(abs(mp.log(x) / mp.log(2))), 1.0)
                    value = function(mpf(x), mpf(y))
                elif name in ("atan2", "hypot"):
                    # Of a size with the first, or far from it.
                    y = float(x * draw.choice([-1, 1]) * 2.0 ** draw.choice([draw.uniform(-3, 3), draw.uniform(-20, 20)]))
                    value = function(mpf(x), mpf(y))
                else:
                    value = function(mpf(x))
                head = float(value)
                tail = float(value - mpf(head))
                print(f"{name},{bits(x):016x},{bits(y):016x},{bits(head):016x},{bits(tail):016x}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--reference"]:
        reference()
        sys.exit()
    for chosen in sys.argv[1:] or FITS:
        FITS[chosen](chosen)
    if len(sys.argv) == 1:
        constants()
