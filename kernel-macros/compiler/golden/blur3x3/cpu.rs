#[derive(Clone, Copy)]
struct __Stage0<'k> {
    v_width_0: usize,
    v_height_1: usize,
    v_input_a0: __k::In<'k, f32>,
    v_output_a1: __k::Out<'k, f32>,
    start_0: usize,
    end_0: usize,
    start_1: usize,
    end_1: usize,
    borrow: ::core::marker::PhantomData<&'k ()>,
}
type __Partial0 = ();
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
        v_input_a0: *const f32,
        v_output_a1: *mut f32,
        v_width_0: usize,
        v_y_2: usize,
    ) -> Result<(), __k::Fault> {
        unsafe {
            let mut v_sum_4: __k::Vector<S, f32> = __k::Vector::splat(s, 0.0f32);
            'loop_2: for v_dy_5 in (0usize)..(3usize) {
                'loop_3: for v_dx_6 in (0usize)..(3usize) {
                    v_sum_4 = __k::Number::add(
                        v_sum_4,
                        {
                            let at = v_width_0
                                .wrapping_mul(v_y_2)
                                .wrapping_add(v_width_0.wrapping_mul(v_dy_5))
                                .wrapping_add(base)
                                .wrapping_add(v_dx_6)
                                .wrapping_sub(1usize)
                                .wrapping_sub(v_width_0);
                            if FULL {
                                __k::Vector::load(s, v_input_a0.wrapping_add(at))
                            } else {
                                __k::Vector::load_masked(
                                    s,
                                    mask,
                                    v_input_a0.wrapping_add(at),
                                )
                            }
                        },
                    );
                }
            }
            {
                let value: __k::Vector<S, f32> = __k::Number::div(
                    v_sum_4,
                    __k::Vector::splat(s, 9.0f32),
                );
                let at = v_width_0.wrapping_mul(v_y_2).wrapping_add(base);
                if FULL {
                    value.store(v_output_a1.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_output_a1.wrapping_add(at))
                }
            }
            Ok(())
        }
    }
    unsafe {
        let v_input_a0: *const f32 = stage.v_input_a0.ptr();
        let v_input_a0_len: usize = stage.v_input_a0.len();
        let v_output_a1: *mut f32 = stage.v_output_a1.ptr();
        let v_output_a1_len: usize = stage.v_output_a1.len();
        let v_width_0: usize = stage.v_width_0;
        let v_height_1: usize = stage.v_height_1;
        let start_0: usize = stage.start_0;
        let start_1: usize = stage.start_1;
        for point_0 in part.lo[0]..part.hi[0] {
            let v_y_2: usize = start_0.wrapping_add(point_0 as usize);
            let first: usize = start_1.wrapping_add(part.lo[1] as usize);
            let count: usize = part.hi[1] - part.lo[1];
            for block in 0..count / S::LANES {
                __step::<
                    S,
                    true,
                >(
                    s,
                    s.all(),
                    first.wrapping_add(block * S::LANES),
                    v_input_a0,
                    v_output_a1,
                    v_width_0,
                    v_y_2,
                )?;
            }
            let done = count / S::LANES * S::LANES;
            if done < count {
                __step::<
                    S,
                    false,
                >(
                    s,
                    s.first(count - done),
                    first.wrapping_add(done),
                    v_input_a0,
                    v_output_a1,
                    v_width_0,
                    v_y_2,
                )?;
            }
        }
        Ok(())
    }
}
__k::entries! {
    enter = __enter0, gang = 2, body = __body0, stage = __Stage0, partial = __Partial0
}
#[inline]
fn __host(
    request: __k::Request,
    v_width_0: usize,
    v_height_1: usize,
    v_input_a0: __k::In<'_, f32>,
    v_output_a1: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_input_a0_len: usize = v_input_a0.len();
    let v_output_a1_len: usize = v_output_a1.len();
    if !__k::Bits::and(
        __k::Number::ge(v_width_0, 3usize),
        __k::Number::ge(v_height_1, 3usize),
    ) {
        return Err(__KERNEL.error(__k::Fault::Assert { site: 0u32 }));
    }
    {
        let stage = __Stage0 {
            v_width_0,
            v_height_1,
            v_input_a0,
            v_output_a1,
            start_0: 1usize,
            end_0: __k::Number::sub(v_height_1, 1usize),
            start_1: 1usize,
            end_1: __k::Number::sub(v_width_0, 1usize),
            borrow: ::core::marker::PhantomData,
        };
        let partial = match __k::launch(&__KERNEL, &stage, request) {
            Ok(partial) => partial,
            Err(error) => return Err(error),
        };
    }
    Ok(())
}
fn __survey<V: __k::Survey>(
    survey: &mut V,
    v_width_0: usize,
    v_height_1: usize,
    v_input_a0: __k::In<'_, f32>,
    v_output_a1: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_input_a0_len: usize = v_input_a0.len();
    let v_output_a1_len: usize = v_output_a1.len();
    if !__k::Bits::and(
        __k::Number::ge(v_width_0, 3usize),
        __k::Number::ge(v_height_1, 3usize),
    ) {
        return Err(__KERNEL.error(__k::Fault::Assert { site: 0u32 }));
    }
    let stage = __Stage0 {
        v_width_0,
        v_height_1,
        v_input_a0,
        v_output_a1,
        start_0: 1usize,
        end_0: __k::Number::sub(v_height_1, 1usize),
        start_1: 1usize,
        end_1: __k::Number::sub(v_width_0, 1usize),
        borrow: ::core::marker::PhantomData,
    };
    __k::Survey::stage(survey, &stage, true)?;
    Ok(())
}
unsafe impl __k::Stage for __Stage0<'_> {
    type Partial = __Partial0;
    const NUMBER: usize = 0usize;
    const REDUCES: bool = false;
    const DIMS: usize = 2usize;
    const LANES: ::core::option::Option<usize> = ::core::option::Option::Some(1usize);
    #[inline]
    fn space(&self) -> __k::Space {
        __k::Space::new([
            (if self.start_0 < self.end_0 {
                (self.end_0 as u64).wrapping_sub(self.start_0 as u64) as usize
            } else {
                0usize
            }),
            (if self.start_1 < self.end_1 {
                (self.end_1 as u64).wrapping_sub(self.start_1 as u64) as usize
            } else {
                0usize
            }),
        ])
    }
    #[inline]
    fn check(&self) -> Result<(), __k::Fault> {
        if __k::Stage::space(self).is_empty() {
            return Ok(());
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(0i128),
            __k::Exact::new(-1i128)
                .add(
                    __k::Exact::new(self.v_width_0 as i128)
                        .mul(__k::Exact::new(self.v_height_1 as i128)),
                ),
            self.v_input_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 1u32,
                index: index,
                len: self.v_input_a0.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(1i128).add(__k::Exact::new(self.v_width_0 as i128)),
            __k::Exact::new(-2i128)
                .add(
                    __k::Exact::new(-1i128).mul(__k::Exact::new(self.v_width_0 as i128)),
                )
                .add(
                    __k::Exact::new(self.v_width_0 as i128)
                        .mul(__k::Exact::new(self.v_height_1 as i128)),
                ),
            self.v_output_a1.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 2u32,
                index: index,
                len: self.v_output_a1.len(),
            });
        }
        Ok(())
    }
    #[inline(always)]
    fn work(&self) -> __k::Work {
        let mut work = __k::Work::NONE;
        work.points = ((-2f64) + (self.v_width_0 as f64) * 1f64).max(0.0)
            * ((-2f64) + (self.v_height_1 as f64) * 1f64).max(0.0);
        work.ops32[__k::Class::Add as usize] = ((-2f64) + (self.v_width_0 as f64) * 1f64)
            .max(0.0) * ((-2f64) + (self.v_height_1 as f64) * 1f64).max(0.0) * 9f64;
        work.ops32[__k::Class::Div as usize] = ((-2f64) + (self.v_width_0 as f64) * 1f64)
            .max(0.0) * ((-2f64) + (self.v_height_1 as f64) * 1f64).max(0.0);
        work.contiguous = ((-2f64) + (self.v_width_0 as f64) * 1f64).max(0.0)
            * ((-2f64) + (self.v_height_1 as f64) * 1f64).max(0.0) * 40f64;
        work.strided = 0.0f64;
        work.gathered = 0.0f64;
        work.broadcast = 0.0f64;
        work.streamed = ((-2f64) + (self.v_width_0 as f64) * 1f64).max(0.0)
            * ((-2f64) + (self.v_height_1 as f64) * 1f64).max(0.0) * 16f64;
        work.scattered = 0.0f64;
        work.chained = 0.0f64;
        work.folds = 0.0f64;
        work.footprint = (self.v_width_0 as f64) * (self.v_height_1 as f64) * 4f64
            + ((-2f64) + (self.v_width_0 as f64) * (-2f64)
                + (self.v_width_0 as f64) * (self.v_height_1 as f64) * 1f64)
                .max(0.0) * 4f64;
        work.reads = (self.v_input_a0.len() as f64) * 4f64;
        work.writes = (self.v_output_a1.len() as f64) * 4f64;
        work.guessed = false;
        work
    }
    #[inline(always)]
    fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
        ::core::option::Option::Some(
            __k::Fingerprint::of([self.v_width_0 as u64, self.v_height_1 as u64]),
        )
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
        ()
    }
    #[inline]
    fn combine(first: __Partial0, second: __Partial0) -> __Partial0 {
        ()
    }
    #[inline]
    fn roams(&self) -> bool {
        self.v_input_a0.roams() || self.v_output_a1.roams()
    }
    #[inline]
    fn whereabouts(&self) -> __k::Whereabouts {
        self.v_input_a0.whereabouts() | self.v_output_a1.whereabouts()
    }
    fn arrays<'a>(&'a self, arrays: &mut dyn __k::Arrays<'a>) {
        arrays.read(self.v_input_a0.held());
        arrays
            .write(
                unsafe { self.v_output_a1.held() },
                __k::Stage::space(self).points() != self.v_output_a1.len(),
            );
    }
    fn reach(&self, part: &__k::Space, reaches: &mut dyn __k::Reaches) {
        const REACH: __k::Reach = __k::Reach {
            bounded: &[__k::Counter(&[], &[(3, &[])]), __k::Counter(&[], &[(3, &[])])],
            read: &[
                (
                    0,
                    0,
                    &[
                        (-1, &[]),
                        (-1, &[0]),
                        (1, &[0, 1]),
                        (1, &[0, 3]),
                        (1, &[2]),
                        (1, &[4]),
                    ],
                ),
            ],
            written: &[(1, 0, &[(1, &[0, 1]), (1, &[2])])],
            anywhere: [&[], &[]],
        };
        let values = [self.v_width_0 as i128];
        let starts = [self.start_0 as i128, self.start_1 as i128];
        REACH
            .name(
                (&values, &starts, &[self.v_input_a0.len(), self.v_output_a1.len()]),
                part,
                reaches,
            );
    }
    __k::collectively! {
        const FAILS : bool = false;
    }
}
