//! Made-up arguments: seeded, so that every run and every variant gets the same.

/// What floats are mixed into edge data: everything that arithmetic treats specially.
const SPECIAL: [f32; 14] = [
    f32::NAN,
    f32::INFINITY,
    f32::NEG_INFINITY,
    0.0,
    -0.0,
    f32::MIN_POSITIVE,
    -f32::MIN_POSITIVE,
    1e-45,
    -1e-40,
    f32::MAX,
    f32::MIN,
    f32::EPSILON,
    1.0,
    -1.0,
];

/// A source of arguments.
pub struct Data {
    state: u64,
    edge: bool,
}

impl Data {
    /// Values as they occur in practice.
    pub fn ordinary(seed: u64) -> Data {
        Data {
            state: seed,
            edge: false,
        }
    }

    /// Values mixed with NaN, infinities, signed zeros, subnormals and extremes.
    pub fn edge(seed: u64) -> Data {
        Data {
            state: seed,
            edge: true,
        }
    }

    /// The next number of SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// An integer below `end`, which is positive.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A float of `low..high`.
    pub fn float(&mut self, low: f32, high: f32) -> f32 {
        low + (self.next() >> 40) as f32 / (1 << 24) as f32 * (high - low)
    }

    /// A special float, or an ordinary one.
    fn mixed(&mut self, low: f32, high: f32) -> f32 {
        if self.edge && self.below(4) == 0 {
            SPECIAL[self.below(SPECIAL.len())]
        } else {
            self.float(low, high)
        }
    }

    /// Floats of `low..high`; in edge data, every fourth is special.
    pub fn floats(&mut self, n: usize, low: f32, high: f32) -> Vec<f32> {
        (0..n).map(|_| self.mixed(low, high)).collect()
    }

    /// The same in double precision; in edge data with the extremes of `f64` as well.
    pub fn doubles(&mut self, n: usize, low: f64, high: f64) -> Vec<f64> {
        (0..n)
            .map(|_| match self.mixed(low as f32, high as f32) {
                f32::MAX => f64::MAX,
                f32::MIN_POSITIVE => f64::MIN_POSITIVE,
                1e-45 => 5e-324,
                x => x.into(),
            })
            .collect()
    }

    /// Terms to be added: floats of `0..1`; in edge data one of them is special. None is negative or
    /// so large that a partial sum could overflow, for then the order of the additions would decide the result.
    pub fn terms(&mut self, n: usize) -> Vec<f32> {
        let mut terms: Vec<f32> = (0..n).map(|_| self.float(0.0, 1.0)).collect();
        if self.edge && n > 0 {
            let place = self.below(n);
            terms[place] =
                [f32::NAN, f32::INFINITY, 0.0, -0.0, 1e-45, f32::MIN_POSITIVE][self.below(6)];
        }
        terms
    }

    /// Any 32-bit words.
    pub fn words(&mut self, n: usize) -> Vec<u32> {
        (0..n)
            .map(|_| match (self.edge, self.below(4)) {
                (true, 0) => [0, 1, u32::MAX, 1 << 31][self.below(4)],
                _ => self.next() as u32,
            })
            .collect()
    }

    /// Any bytes.
    pub fn bytes(&mut self, n: usize) -> Vec<u8> {
        (0..n)
            .map(|_| match (self.edge, self.below(4)) {
                (true, 0) => [0, 1, 127, 128, 255][self.below(5)],
                _ => self.next() as u8,
            })
            .collect()
    }

    /// Indices below `end`, which is positive.
    pub fn indices(&mut self, n: usize, end: usize) -> Vec<u32> {
        (0..n).map(|_| self.below(end) as u32).collect()
    }

    /// Any 64-bit words.
    pub fn long_words(&mut self, n: usize) -> Vec<u64> {
        (0..n)
            .map(|_| match (self.edge, self.below(4)) {
                (true, 0) => [0, 1, u64::MAX, 1 << 63][self.below(4)],
                _ => self.next(),
            })
            .collect()
    }

    /// Integers of `low..=high`; in edge data, every fourth is one of the two.
    pub fn integers<T: TryFrom<i64, Error: std::fmt::Debug>>(
        &mut self,
        n: usize,
        low: i64,
        high: i64,
    ) -> Vec<T> {
        let span = (high - low) as usize + 1;
        (0..n)
            .map(|_| match (self.edge, self.below(8)) {
                (true, 0) => low,
                (true, 1) => high,
                _ => low + self.below(span) as i64,
            })
            .map(|value| T::try_from(value).expect("the range lies within the type"))
            .collect()
    }

    /// Terms to be added in double precision, as [`Data::terms`].
    pub fn double_terms(&mut self, n: usize) -> Vec<f64> {
        self.terms(n).into_iter().map(f64::from).collect()
    }
}
