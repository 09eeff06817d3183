const v_neg_infinity_0: f32 = f32::NEG_INFINITY;
#[derive(Clone, Copy)]
struct __Stage0<'k> {
    v_x_a0: __k::In<'k, f32>,
    start_0: usize,
    end_0: usize,
    borrow: ::core::marker::PhantomData<&'k ()>,
}
type __Partial0 = (f32,);
#[inline(always)]
unsafe fn __body0<S: __k::Level>(
    s: S,
    stage: &__Stage0<'_>,
    part: &__k::Space,
) -> Result<__Partial0, __k::Fault> {
    #[inline(always)]
    unsafe fn __step<S: __k::Level, const FULL: bool>(
        s: S,
        mask: __k::Mask<S>,
        base: usize,
        v_x_a0: *const f32,
        mut v_largest_1: __k::Vector<S, f32>,
    ) -> Result<(__k::Vector<S, f32>,), __k::Fault> {
        unsafe {
            {
                let cond: __k::Mask<S> = __k::Number::gt(
                    {
                        let at = base;
                        if FULL {
                            __k::Vector::load(s, v_x_a0.wrapping_add(at))
                        } else {
                            __k::Vector::load_masked(s, mask, v_x_a0.wrapping_add(at))
                        }
                    },
                    v_largest_1,
                );
                let mut mask_1: __k::Mask<S> = mask.and(cond);
                if mask_1.any() {
                    {
                        let value: __k::Vector<S, f32> = {
                            let at = base;
                            __k::Vector::load_masked(s, mask_1, v_x_a0.wrapping_add(at))
                        };
                        v_largest_1 = __k::Value::select(mask_1, value, v_largest_1);
                    }
                }
            }
            Ok((v_largest_1,))
        }
    }
    unsafe {
        let v_x_a0: *const f32 = stage.v_x_a0.ptr();
        let v_x_a0_len: usize = stage.v_x_a0.len();
        let start_0: usize = stage.start_0;
        let mut rows_v_largest_1: __k::Rows<S, f32> = __k::Rows::splat(
            s,
            f32::NEG_INFINITY,
        );
        let first: usize = start_0.wrapping_add(part.lo[0] as usize);
        let count: usize = part.hi[0] - part.lo[0];
        for block in 0..count / 64 {
            for row in 0..64 / S::LANES {
                let (v_largest_1,) = __step::<
                    S,
                    true,
                >(
                    s,
                    s.all(),
                    first.wrapping_add(block * 64 + row * S::LANES),
                    v_x_a0,
                    rows_v_largest_1.get(row),
                )?;
                rows_v_largest_1.set(row, v_largest_1);
            }
        }
        for row in 0..64 / S::LANES {
            let done = count / 64 * 64 + row * S::LANES;
            if done >= count {
                break;
            }
            let (v_largest_1,) = __step::<
                S,
                false,
            >(
                s,
                s.first((count - done).min(S::LANES)),
                first.wrapping_add(done),
                v_x_a0,
                rows_v_largest_1.get(row),
            )?;
            rows_v_largest_1.set(row, v_largest_1);
        }
        Ok((rows_v_largest_1.tree::<__k::reduce::Max>(),))
    }
}
__k::entries! {
    enter = __enter0, gang = 2, body = __body0, stage = __Stage0, partial = __Partial0
}
#[inline]
fn __host(request: __k::Request, v_x_a0: __k::In<'_, f32>) -> Result<f32, __k::Error> {
    let v_x_a0_len: usize = v_x_a0.len();
    let mut v_largest_1: f32 = v_neg_infinity_0;
    {
        let stage = __Stage0 {
            v_x_a0,
            start_0: 0usize,
            end_0: v_x_a0_len,
            borrow: ::core::marker::PhantomData,
        };
        let partial = match __k::launch(&__KERNEL, &stage, request) {
            Ok(partial) => partial,
            Err(error) => return Err(error),
        };
        let value = partial.0;
        if value > v_largest_1 {
            v_largest_1 = value;
        }
    }
    Ok(v_largest_1)
}
fn __survey<V: __k::Survey>(
    survey: &mut V,
    v_x_a0: __k::In<'_, f32>,
) -> Result<(), __k::Error> {
    let v_x_a0_len: usize = v_x_a0.len();
    let v_largest_1: f32 = (0 as f32);
    let stage = __Stage0 {
        v_x_a0,
        start_0: 0usize,
        end_0: v_x_a0_len,
        borrow: ::core::marker::PhantomData,
    };
    __k::Survey::stage(survey, &stage, true)?;
    Ok(())
}
unsafe impl __k::Stage for __Stage0<'_> {
    type Partial = __Partial0;
    const NUMBER: usize = 0usize;
    const REDUCES: bool = true;
    const DIMS: usize = 1usize;
    const LANES: ::core::option::Option<usize> = ::core::option::Option::Some(0usize);
    const SIMPLE_WORK: bool = true;
    #[inline]
    fn space(&self) -> __k::Space {
        __k::Space::new([
            (if self.start_0 < self.end_0 {
                (self.end_0 as u64).wrapping_sub(self.start_0 as u64) as usize
            } else {
                0usize
            }),
        ])
    }
    #[inline]
    fn check(&self) -> Result<(), __k::Fault> {
        Ok(())
    }
    #[inline(always)]
    fn work(&self) -> __k::Work {
        let mut work = __k::Work::NONE;
        work.points = (self.v_x_a0.len() as f64);
        work.ops32[__k::Class::Compare as usize] = (self.v_x_a0.len() as f64);
        work.contiguous = (self.v_x_a0.len() as f64) * 8f64;
        work.strided = 0.0f64;
        work.gathered = 0.0f64;
        work.broadcast = 0.0f64;
        work.streamed = (self.v_x_a0.len() as f64) * 4f64;
        work.scattered = 0.0f64;
        work.chained = 0.0f64;
        work.folds = 1f64;
        work.footprint = (self.v_x_a0.len() as f64) * 4f64;
        work.reads = (self.v_x_a0.len() as f64) * 4f64;
        work.writes = 0.0f64;
        work.guessed = false;
        work
    }
    #[inline(always)]
    fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
        ::core::option::Option::Some(__k::Fingerprint::of([self.v_x_a0.len() as u64]))
    }
    #[inline]
    unsafe fn run(
        &self,
        isa: __k::Isa,
        part: &__k::Space,
    ) -> Result<__Partial0, __k::Fault> {
        unsafe { __enter0(isa, self, part) }
    }
    #[inline]
    fn identity() -> __Partial0 {
        (f32::NEG_INFINITY,)
    }
    #[inline]
    fn combine(first: __Partial0, second: __Partial0) -> __Partial0 {
        (__k::reduce::Max::combine(first.0, second.0),)
    }
    #[inline]
    fn roams(&self) -> bool {
        self.v_x_a0.roams()
    }
    #[inline]
    fn whereabouts(&self) -> __k::Whereabouts {
        self.v_x_a0.whereabouts()
    }
    fn arrays<'a>(&'a self, arrays: &mut dyn __k::Arrays<'a>) {
        arrays.read(self.v_x_a0.held());
    }
    fn reach(&self, part: &__k::Space, reaches: &mut dyn __k::Reaches) {
        const REACH: __k::Reach = __k::Reach {
            bounded: &[],
            read: &[(0, 0, &[(1, &[0])])],
            written: &[],
            anywhere: [&[], &[]],
        };
        let values = [];
        let starts = [self.start_0 as i128];
        REACH.name((&values, &starts, &[self.v_x_a0.len()]), part, reaches);
    }
    __k::collectively! {
        const FAILS : bool = false; const WORDS : usize = 1usize; fn pack(partial :
        Self::Partial, words : & mut ::std::vec::Vec < u64 >) { words
        .extend([__k::Word::to_word(partial.0)]); } fn unpack(words : & mut dyn
        ::core::iter::Iterator < Item = u64 >) -> Self::Partial { (< f32 as __k::Word >
        ::of_word(words.next().unwrap_or_default()),) }
    }
}
