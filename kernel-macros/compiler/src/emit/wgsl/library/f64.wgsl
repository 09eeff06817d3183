fn kernel_is_nan_f64(x: f64) -> bool {
    return x != x;
}

fn kernel_min_f64(a: f64, b: f64) -> f64 {
    return select(select(b, a, a < b), a, kernel_is_nan_f64(b));
}

fn kernel_max_f64(a: f64, b: f64) -> f64 {
    return select(select(b, a, a > b), a, kernel_is_nan_f64(b));
}

// A zero tells its sign by its reciprocal.
fn kernel_copysign_f64(x: f64, sign: f64) -> f64 {
    let negative = sign < 0.0lf || (sign == 0.0lf && 1.0lf / sign < 0.0lf);
    return select(abs(x), -abs(x), negative);
}

fn kernel_signum_f64(x: f64) -> f64 {
    return select(kernel_copysign_f64(1.0lf, x), x, kernel_is_nan_f64(x));
}

// Half away from zero. `x - trunc(x)` is exact.
fn kernel_round_f64(x: f64) -> f64 {
    let whole = trunc(x);
    let away = kernel_copysign_f64(1.0lf, x);
    return select(whole, whole + away, abs(x - whole) >= 0.5lf);
}

fn kernel_fract_f64(x: f64) -> f64 {
    return x - trunc(x);
}

fn kernel_powi_f64(x: f64, n: i32) -> f64 {
    var left = u32(abs(n));
    var power = x;
    var result = 1.0lf;
    loop {
        if ((left & 1u) != 0u) {
            result *= power;
        }
        left >>= 1u;
        if (left == 0u) {
            break;
        }
        power *= power;
    }
    return select(result, 1.0lf / result, n < 0i);
}

fn kernel_f64_to_i32(x: f64) -> i32 {
    if (kernel_is_nan_f64(x)) {
        return 0i;
    }
    if (x >= 2147483648.0lf) {
        return 2147483647i;
    }
    if (x <= -2147483648.0lf) {
        return -2147483647i - 1i;
    }
    return i32(x);
}

fn kernel_f64_to_u32(x: f64) -> u32 {
    if (kernel_is_nan_f64(x) || x <= 0.0lf) {
        return 0u;
    }
    if (x >= 4294967295.0lf) {
        return 0xffffffffu;
    }
    return u32(x);
}
