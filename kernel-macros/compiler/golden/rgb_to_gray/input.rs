pub fn rgb_to_gray(rgb: &[u8], gray: &mut [u8]) {
    for i in 0..gray.len() {
        let r = rgb[3 * i] as u32;
        let g = rgb[3 * i + 1] as u32;
        let b = rgb[3 * i + 2] as u32;
        gray[i] = ((77 * r + 150 * g + 29 * b + 128) >> 8) as u8;
    }
}
