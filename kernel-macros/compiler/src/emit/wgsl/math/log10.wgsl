// needs: kernel_log_base
// The logarithm to base 10.
// Largest error found where division is correctly rounded: 0.68 ulp, subnormal results aside, which devices may flush.
fn kernel_log10(x: f32) -> f32 {
    return kernel_log_base(x, vec2<f32>(0.4342041f, 9.038034e-5f), vec2<f32>(0.3010254f, 4.605039e-6f));
}
