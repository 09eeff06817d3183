#[derive(Clone, Copy)]
struct __Stage0<'k> {
    v_w_0: usize,
    v_h_1: usize,
    v_from_a0: __k::In<'k, f32>,
    v_to_a1: __k::Out<'k, f32>,
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
        v_from_a0: *const f32,
        v_from_a0_len: usize,
        v_to_a1: *mut f32,
        v_w_0: usize,
        v_y_2: usize,
    ) -> Result<(), __k::Fault> {
        unsafe {
            let v_x_3: __k::Vector<S, usize> = <__k::Vector<
                S,
                usize,
            >>::linear(s, base, 1 as usize);
            let v_left_4: __k::Vector<S, usize> = __k::Integer::saturating_sub(
                v_x_3,
                __k::Vector::splat(s, 1usize),
            );
            let v_right_5: __k::Vector<S, usize> = __k::Number::min(
                __k::Number::add(v_x_3, __k::Vector::splat(s, 1usize)),
                __k::Vector::splat(s, __k::Number::sub(v_w_0, 1usize)),
            );
            {
                let value: __k::Vector<S, f32> = __k::Number::add(
                    {
                        let at = __k::Number::add(
                            __k::Vector::splat(s, __k::Number::mul(v_y_2, v_w_0)),
                            v_left_4,
                        );
                        if let Some(outside) = __k::first_out_of_bounds(
                            mask,
                            at,
                            v_from_a0_len,
                        ) {
                            return Err(__k::Fault::Index {
                                site: 0u32,
                                index: outside as isize as i128,
                                len: v_from_a0_len,
                            });
                        }
                        __k::Vector::gather(s, mask, v_from_a0, at)
                    },
                    {
                        let at = __k::Number::add(
                            __k::Vector::splat(s, __k::Number::mul(v_y_2, v_w_0)),
                            v_right_5,
                        );
                        if let Some(outside) = __k::first_out_of_bounds(
                            mask,
                            at,
                            v_from_a0_len,
                        ) {
                            return Err(__k::Fault::Index {
                                site: 1u32,
                                index: outside as isize as i128,
                                len: v_from_a0_len,
                            });
                        }
                        __k::Vector::gather(s, mask, v_from_a0, at)
                    },
                );
                let at = v_w_0.wrapping_mul(v_y_2).wrapping_add(base);
                if FULL {
                    value.store(v_to_a1.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_to_a1.wrapping_add(at))
                }
            }
            Ok(())
        }
    }
    #[inline(always)]
    unsafe fn __interior<S: __k::Level, const FULL: bool>(
        s: S,
        mask: __k::Mask<S>,
        base: usize,
        v_from_a0: *const f32,
        v_to_a1: *mut f32,
        v_w_0: usize,
        v_y_2: usize,
    ) -> Result<(), __k::Fault> {
        unsafe {
            let v_x_3: __k::Vector<S, usize> = <__k::Vector<
                S,
                usize,
            >>::linear(s, base, 1 as usize);
            let v_left_4: __k::Vector<S, usize> = __k::Number::sub(
                v_x_3,
                __k::Vector::splat(s, 1usize),
            );
            let v_right_5: __k::Vector<S, usize> = __k::Number::add(
                v_x_3,
                __k::Vector::splat(s, 1usize),
            );
            {
                let value: __k::Vector<S, f32> = __k::Number::add(
                    {
                        let at = v_w_0
                            .wrapping_mul(v_y_2)
                            .wrapping_add(base)
                            .wrapping_sub(1usize);
                        if FULL {
                            __k::Vector::load(s, v_from_a0.wrapping_add(at))
                        } else {
                            __k::Vector::load_masked(s, mask, v_from_a0.wrapping_add(at))
                        }
                    },
                    {
                        let at = 1usize
                            .wrapping_add(v_w_0.wrapping_mul(v_y_2))
                            .wrapping_add(base);
                        if FULL {
                            __k::Vector::load(s, v_from_a0.wrapping_add(at))
                        } else {
                            __k::Vector::load_masked(s, mask, v_from_a0.wrapping_add(at))
                        }
                    },
                );
                let at = v_w_0.wrapping_mul(v_y_2).wrapping_add(base);
                if FULL {
                    value.store(v_to_a1.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_to_a1.wrapping_add(at))
                }
            }
            Ok(())
        }
    }
    unsafe {
        let v_from_a0: *const f32 = stage.v_from_a0.ptr();
        let v_from_a0_len: usize = stage.v_from_a0.len();
        let v_to_a1: *mut f32 = stage.v_to_a1.ptr();
        let v_to_a1_len: usize = stage.v_to_a1.len();
        let v_w_0: usize = stage.v_w_0;
        let v_h_1: usize = stage.v_h_1;
        let start_0: usize = stage.start_0;
        let start_1: usize = stage.start_1;
        for point_0 in part.lo[0]..part.hi[0] {
            let v_y_2: usize = start_0.wrapping_add(point_0 as usize);
            let first: usize = start_1.wrapping_add(part.lo[1] as usize);
            let count: usize = part.hi[1] - part.lo[1];
            let interior: ::core::ops::Range<usize> = {
                let mut interior = __k::Interior::new(first as i128, count);
                if count >= __k::LONG {
                    interior = interior
                        .not_negative(__k::Exact::new(1i128), __k::Exact::new(-1i128));
                    interior = interior
                        .not_negative(
                            __k::Exact::new(-1i128),
                            __k::Exact::new(-2i128).add(__k::Exact::new(v_w_0 as i128)),
                        );
                    interior = interior
                        .not_negative(
                            __k::Exact::new(-1i128),
                            __k::Exact::new(-2i128)
                                .add(
                                    __k::Exact::new(-1i128)
                                        .mul(__k::Exact::new(v_w_0 as i128))
                                        .mul(__k::Exact::new(v_y_2 as i128)),
                                )
                                .add(__k::Exact::new(v_from_a0_len as i128)),
                        );
                    interior.positions(count)
                } else {
                    count..count
                }
            };
            for border in [0usize..interior.start, interior.end..count] {
                let end = border.end;
                if end - border.start <= 8 {
                    for done in border {
                        __step::<
                            __k::OneLane,
                            true,
                        >(
                            __k::OneLane,
                            __k::Level::all(__k::OneLane),
                            first.wrapping_add(done),
                            v_from_a0,
                            v_from_a0_len,
                            v_to_a1,
                            v_w_0,
                            v_y_2,
                        )?;
                    }
                } else {
                    for done in border.step_by(S::LANES) {
                        __step::<
                            S,
                            false,
                        >(
                            s,
                            s.first((end - done).min(S::LANES)),
                            first.wrapping_add(done),
                            v_from_a0,
                            v_from_a0_len,
                            v_to_a1,
                            v_w_0,
                            v_y_2,
                        )?;
                    }
                }
            }
            let gangs = (interior.end - interior.start) / S::LANES;
            for gang in 0..gangs {
                let done = interior.start + gang * S::LANES;
                __interior::<
                    S,
                    true,
                >(
                    s,
                    s.all(),
                    first.wrapping_add(done),
                    v_from_a0,
                    v_to_a1,
                    v_w_0,
                    v_y_2,
                )?;
            }
            let done = interior.start + gangs * S::LANES;
            if done < interior.end {
                __interior::<
                    S,
                    false,
                >(
                    s,
                    s.first(interior.end - done),
                    first.wrapping_add(done),
                    v_from_a0,
                    v_to_a1,
                    v_w_0,
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
    v_w_0: usize,
    v_h_1: usize,
    v_from_a0: __k::In<'_, f32>,
    v_to_a1: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_from_a0_len: usize = v_from_a0.len();
    let v_to_a1_len: usize = v_to_a1.len();
    {
        let stage = __Stage0 {
            v_w_0,
            v_h_1,
            v_from_a0,
            v_to_a1,
            start_0: 0usize,
            end_0: v_h_1,
            start_1: 0usize,
            end_1: v_w_0,
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
    v_w_0: usize,
    v_h_1: usize,
    v_from_a0: __k::In<'_, f32>,
    v_to_a1: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_from_a0_len: usize = v_from_a0.len();
    let v_to_a1_len: usize = v_to_a1.len();
    let stage = __Stage0 {
        v_w_0,
        v_h_1,
        v_from_a0,
        v_to_a1,
        start_0: 0usize,
        end_0: v_h_1,
        start_1: 0usize,
        end_1: v_w_0,
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
                    __k::Exact::new(self.v_w_0 as i128)
                        .mul(__k::Exact::new(self.v_h_1 as i128)),
                ),
            self.v_to_a1.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 2u32,
                index: index,
                len: self.v_to_a1.len(),
            });
        }
        Ok(())
    }
    #[inline(always)]
    fn work(&self) -> __k::Work {
        let mut work = __k::Work::NONE;
        work.points = (self.v_w_0 as f64) * (self.v_h_1 as f64);
        work.ops32[__k::Class::Add as usize] = (self.v_w_0 as f64) * (self.v_h_1 as f64);
        work.ops64[__k::Class::Integer as usize] = (self.v_w_0 as f64)
            * (self.v_h_1 as f64) * 3f64;
        work.contiguous = (self.v_w_0 as f64) * (self.v_h_1 as f64) * 12f64;
        work.strided = 0.0f64;
        work.gathered = 0.0f64;
        work.broadcast = 0.0f64;
        work.streamed = (self.v_w_0 as f64) * (self.v_h_1 as f64) * 8f64;
        work.scattered = 0.0f64;
        work.chained = 0.0f64;
        work.folds = 0.0f64;
        work.footprint = (self.v_w_0 as f64) * (self.v_h_1 as f64) * 4f64
            + (self.v_from_a0.len() as f64) * 4f64;
        work.reads = (self.v_from_a0.len() as f64) * 4f64;
        work.writes = (self.v_to_a1.len() as f64) * 4f64;
        work.guessed = false;
        work
    }
    #[inline(always)]
    fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
        ::core::option::Option::Some(
            __k::Fingerprint::of([
                self.v_w_0 as u64,
                self.v_h_1 as u64,
                self.v_from_a0.len() as u64,
            ]),
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
        self.v_from_a0.roams() || self.v_to_a1.roams()
    }
    #[inline]
    fn whereabouts(&self) -> __k::Whereabouts {
        self.v_from_a0.whereabouts() | self.v_to_a1.whereabouts()
    }
    fn arrays<'a>(&'a self, arrays: &mut dyn __k::Arrays<'a>) {
        arrays.read(self.v_from_a0.held());
        arrays
            .write(
                unsafe { self.v_to_a1.held() },
                __k::Stage::space(self).points() != self.v_to_a1.len(),
            );
    }
    fn reach(&self, part: &__k::Space, reaches: &mut dyn __k::Reaches) {
        const REACH: __k::Reach = __k::Reach {
            bounded: &[
                __k::Max(&[(-1, &[]), (1, &[2])], &[]),
                __k::Between(&[(1, &[]), (1, &[2])], 0, 18446744073709551615),
                __k::Between(&[(-1, &[]), (1, &[0])], 0, 18446744073709551615),
                __k::Min(&[(1, &[4])], &[(1, &[5])]),
            ],
            read: &[
                (0, 0, &[(1, &[0, 1]), (1, &[3])]),
                (0, 0, &[(1, &[0, 1]), (1, &[6])]),
            ],
            written: &[(1, 0, &[(1, &[0, 1]), (1, &[2])])],
            anywhere: [&[], &[]],
        };
        let values = [self.v_w_0 as i128];
        let starts = [self.start_0 as i128, self.start_1 as i128];
        REACH
            .name(
                (&values, &starts, &[self.v_from_a0.len(), self.v_to_a1.len()]),
                part,
                reaches,
            );
    }
}
