#[derive(Clone, Copy)]
struct __Stage0<'k> {
    v_x_a0: __k::In<'k, f32>,
    v_y_a1: __k::In<'k, f32>,
    v_z_a2: __k::In<'k, f32>,
    v_mass_a3: __k::In<'k, f32>,
    v_ax_a4: __k::Out<'k, f32>,
    v_ay_a5: __k::Out<'k, f32>,
    v_az_a6: __k::Out<'k, f32>,
    start_0: usize,
    end_0: usize,
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
        v_x_a0: *const f32,
        v_y_a1: *const f32,
        v_z_a2: *const f32,
        v_mass_a3: *const f32,
        v_mass_a3_len: usize,
        v_ax_a4: *mut f32,
        v_ay_a5: *mut f32,
        v_az_a6: *mut f32,
    ) -> Result<(), __k::Fault> {
        unsafe {
            let mut v_fx_1: __k::Vector<S, f32> = __k::Vector::splat(s, 0.0f32);
            let mut v_fy_2: __k::Vector<S, f32> = __k::Vector::splat(s, 0.0f32);
            let mut v_fz_3: __k::Vector<S, f32> = __k::Vector::splat(s, 0.0f32);
            'loop_1: for v_j_4 in (0usize)..(v_mass_a3_len) {
                let v_dx_5: __k::Vector<S, f32> = __k::Number::sub(
                    __k::Vector::splat(
                        s,
                        {
                            let at: usize = v_j_4;
                            *v_x_a0.wrapping_add(at)
                        },
                    ),
                    {
                        let at = base;
                        if FULL {
                            __k::Vector::load(s, v_x_a0.wrapping_add(at))
                        } else {
                            __k::Vector::load_masked(s, mask, v_x_a0.wrapping_add(at))
                        }
                    },
                );
                let v_dy_6: __k::Vector<S, f32> = __k::Number::sub(
                    __k::Vector::splat(
                        s,
                        {
                            let at: usize = v_j_4;
                            *v_y_a1.wrapping_add(at)
                        },
                    ),
                    {
                        let at = base;
                        if FULL {
                            __k::Vector::load(s, v_y_a1.wrapping_add(at))
                        } else {
                            __k::Vector::load_masked(s, mask, v_y_a1.wrapping_add(at))
                        }
                    },
                );
                let v_dz_7: __k::Vector<S, f32> = __k::Number::sub(
                    __k::Vector::splat(
                        s,
                        {
                            let at: usize = v_j_4;
                            *v_z_a2.wrapping_add(at)
                        },
                    ),
                    {
                        let at = base;
                        if FULL {
                            __k::Vector::load(s, v_z_a2.wrapping_add(at))
                        } else {
                            __k::Vector::load_masked(s, mask, v_z_a2.wrapping_add(at))
                        }
                    },
                );
                let v_d2_8: __k::Vector<S, f32> = __k::Number::add(
                    __k::Number::add(
                        __k::Number::add(
                            __k::Number::mul(v_dx_5, v_dx_5),
                            __k::Number::mul(v_dy_6, v_dy_6),
                        ),
                        __k::Number::mul(v_dz_7, v_dz_7),
                    ),
                    __k::Vector::splat(s, 1e-6f32),
                );
                let v_inverse_9: __k::Vector<S, f32> = __k::Number::div(
                    __k::Vector::splat(s, 1.0f32),
                    __k::Float::sqrt(v_d2_8),
                );
                let v_strength_10: __k::Vector<S, f32> = __k::Number::mul(
                    __k::Number::mul(
                        __k::Number::mul(
                            __k::Vector::splat(
                                s,
                                {
                                    let at: usize = v_j_4;
                                    *v_mass_a3.wrapping_add(at)
                                },
                            ),
                            v_inverse_9,
                        ),
                        v_inverse_9,
                    ),
                    v_inverse_9,
                );
                v_fx_1 = __k::Number::add(
                    v_fx_1,
                    __k::Number::mul(v_dx_5, v_strength_10),
                );
                v_fy_2 = __k::Number::add(
                    v_fy_2,
                    __k::Number::mul(v_dy_6, v_strength_10),
                );
                v_fz_3 = __k::Number::add(
                    v_fz_3,
                    __k::Number::mul(v_dz_7, v_strength_10),
                );
            }
            {
                let value: __k::Vector<S, f32> = v_fx_1;
                let at = base;
                if FULL {
                    value.store(v_ax_a4.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_ax_a4.wrapping_add(at))
                }
            }
            {
                let value: __k::Vector<S, f32> = v_fy_2;
                let at = base;
                if FULL {
                    value.store(v_ay_a5.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_ay_a5.wrapping_add(at))
                }
            }
            {
                let value: __k::Vector<S, f32> = v_fz_3;
                let at = base;
                if FULL {
                    value.store(v_az_a6.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_az_a6.wrapping_add(at))
                }
            }
            Ok(())
        }
    }
    unsafe {
        let v_x_a0: *const f32 = stage.v_x_a0.ptr();
        let v_x_a0_len: usize = stage.v_x_a0.len();
        let v_y_a1: *const f32 = stage.v_y_a1.ptr();
        let v_y_a1_len: usize = stage.v_y_a1.len();
        let v_z_a2: *const f32 = stage.v_z_a2.ptr();
        let v_z_a2_len: usize = stage.v_z_a2.len();
        let v_mass_a3: *const f32 = stage.v_mass_a3.ptr();
        let v_mass_a3_len: usize = stage.v_mass_a3.len();
        let v_ax_a4: *mut f32 = stage.v_ax_a4.ptr();
        let v_ax_a4_len: usize = stage.v_ax_a4.len();
        let v_ay_a5: *mut f32 = stage.v_ay_a5.ptr();
        let v_ay_a5_len: usize = stage.v_ay_a5.len();
        let v_az_a6: *mut f32 = stage.v_az_a6.ptr();
        let v_az_a6_len: usize = stage.v_az_a6.len();
        let start_0: usize = stage.start_0;
        let first: usize = start_0.wrapping_add(part.lo[0] as usize);
        let count: usize = part.hi[0] - part.lo[0];
        for block in 0..count / S::LANES {
            __step::<
                S,
                true,
            >(
                s,
                s.all(),
                first.wrapping_add(block * S::LANES),
                v_x_a0,
                v_y_a1,
                v_z_a2,
                v_mass_a3,
                v_mass_a3_len,
                v_ax_a4,
                v_ay_a5,
                v_az_a6,
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
                v_x_a0,
                v_y_a1,
                v_z_a2,
                v_mass_a3,
                v_mass_a3_len,
                v_ax_a4,
                v_ay_a5,
                v_az_a6,
            )?;
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
    v_x_a0: __k::In<'_, f32>,
    v_y_a1: __k::In<'_, f32>,
    v_z_a2: __k::In<'_, f32>,
    v_mass_a3: __k::In<'_, f32>,
    v_ax_a4: __k::Out<'_, f32>,
    v_ay_a5: __k::Out<'_, f32>,
    v_az_a6: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_x_a0_len: usize = v_x_a0.len();
    let v_y_a1_len: usize = v_y_a1.len();
    let v_z_a2_len: usize = v_z_a2.len();
    let v_mass_a3_len: usize = v_mass_a3.len();
    let v_ax_a4_len: usize = v_ax_a4.len();
    let v_ay_a5_len: usize = v_ay_a5.len();
    let v_az_a6_len: usize = v_az_a6.len();
    {
        let stage = __Stage0 {
            v_x_a0,
            v_y_a1,
            v_z_a2,
            v_mass_a3,
            v_ax_a4,
            v_ay_a5,
            v_az_a6,
            start_0: 0usize,
            end_0: v_ax_a4_len,
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
    v_x_a0: __k::In<'_, f32>,
    v_y_a1: __k::In<'_, f32>,
    v_z_a2: __k::In<'_, f32>,
    v_mass_a3: __k::In<'_, f32>,
    v_ax_a4: __k::Out<'_, f32>,
    v_ay_a5: __k::Out<'_, f32>,
    v_az_a6: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_x_a0_len: usize = v_x_a0.len();
    let v_y_a1_len: usize = v_y_a1.len();
    let v_z_a2_len: usize = v_z_a2.len();
    let v_mass_a3_len: usize = v_mass_a3.len();
    let v_ax_a4_len: usize = v_ax_a4.len();
    let v_ay_a5_len: usize = v_ay_a5.len();
    let v_az_a6_len: usize = v_az_a6.len();
    let stage = __Stage0 {
        v_x_a0,
        v_y_a1,
        v_z_a2,
        v_mass_a3,
        v_ax_a4,
        v_ay_a5,
        v_az_a6,
        start_0: 0usize,
        end_0: v_ax_a4_len,
        borrow: ::core::marker::PhantomData,
    };
    __k::Survey::stage(survey, &stage, true)?;
    Ok(())
}
unsafe impl __k::Stage for __Stage0<'_> {
    type Partial = __Partial0;
    const NUMBER: usize = 0usize;
    const REDUCES: bool = false;
    const DIMS: usize = 1usize;
    const LANES: ::core::option::Option<usize> = ::core::option::Option::Some(0usize);
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
        if __k::Stage::space(self).is_empty() {
            return Ok(());
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(0i128),
            __k::Exact::new(self.v_mass_a3.len() as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(0i128),
                __k::Exact::new(-1i128)
                    .add(__k::Exact::new(self.v_mass_a3.len() as i128)),
                self.v_x_a0.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 0u32,
                index: index,
                len: self.v_x_a0.len(),
            });
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(0i128),
            __k::Exact::new(self.v_mass_a3.len() as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(0i128),
                __k::Exact::new(-1i128).add(__k::Exact::new(self.v_ax_a4.len() as i128)),
                self.v_x_a0.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 1u32,
                index: index,
                len: self.v_x_a0.len(),
            });
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(0i128),
            __k::Exact::new(self.v_mass_a3.len() as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(0i128),
                __k::Exact::new(-1i128)
                    .add(__k::Exact::new(self.v_mass_a3.len() as i128)),
                self.v_y_a1.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 2u32,
                index: index,
                len: self.v_y_a1.len(),
            });
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(0i128),
            __k::Exact::new(self.v_mass_a3.len() as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(0i128),
                __k::Exact::new(-1i128).add(__k::Exact::new(self.v_ax_a4.len() as i128)),
                self.v_y_a1.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 3u32,
                index: index,
                len: self.v_y_a1.len(),
            });
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(0i128),
            __k::Exact::new(self.v_mass_a3.len() as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(0i128),
                __k::Exact::new(-1i128)
                    .add(__k::Exact::new(self.v_mass_a3.len() as i128)),
                self.v_z_a2.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 4u32,
                index: index,
                len: self.v_z_a2.len(),
            });
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(0i128),
            __k::Exact::new(self.v_mass_a3.len() as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(0i128),
                __k::Exact::new(-1i128).add(__k::Exact::new(self.v_ax_a4.len() as i128)),
                self.v_z_a2.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 5u32,
                index: index,
                len: self.v_z_a2.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(0i128),
            __k::Exact::new(-1i128).add(__k::Exact::new(self.v_ax_a4.len() as i128)),
            self.v_ay_a5.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 8u32,
                index: index,
                len: self.v_ay_a5.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(0i128),
            __k::Exact::new(-1i128).add(__k::Exact::new(self.v_ax_a4.len() as i128)),
            self.v_az_a6.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 9u32,
                index: index,
                len: self.v_az_a6.len(),
            });
        }
        Ok(())
    }
    #[inline(always)]
    fn work(&self) -> __k::Work {
        let mut work = __k::Work::NONE;
        work.points = (self.v_ax_a4.len() as f64);
        work.ops32[__k::Class::Add as usize] = (self.v_mass_a3.len() as f64)
            * (self.v_ax_a4.len() as f64) * 9f64;
        work.ops32[__k::Class::Mul as usize] = (self.v_mass_a3.len() as f64)
            * (self.v_ax_a4.len() as f64) * 9f64;
        work.ops32[__k::Class::Div as usize] = (self.v_mass_a3.len() as f64)
            * (self.v_ax_a4.len() as f64);
        work.ops32[__k::Class::Sqrt as usize] = (self.v_mass_a3.len() as f64)
            * (self.v_ax_a4.len() as f64);
        work.contiguous = (self.v_mass_a3.len() as f64) * (self.v_ax_a4.len() as f64)
            * 12f64 + (self.v_ax_a4.len() as f64) * 12f64;
        work.strided = 0.0f64;
        work.gathered = 0.0f64;
        work.broadcast = (self.v_mass_a3.len() as f64) * (self.v_ax_a4.len() as f64)
            * 2f64;
        work.streamed = (self.v_mass_a3.len() as f64) * 16f64
            + (self.v_ax_a4.len() as f64) * 24f64;
        work.scattered = 0.0f64;
        work.chained = (self.v_mass_a3.len() as f64) * (self.v_ax_a4.len() as f64);
        work.folds = 0.0f64;
        work.footprint = (self.v_x_a0.len() as f64) * 4f64
            + (self.v_y_a1.len() as f64) * 4f64 + (self.v_z_a2.len() as f64) * 4f64
            + (self.v_mass_a3.len() as f64) * 4f64 + (self.v_ax_a4.len() as f64) * 12f64;
        work.reads = (self.v_x_a0.len() as f64) * 4f64
            + (self.v_y_a1.len() as f64) * 4f64 + (self.v_z_a2.len() as f64) * 4f64
            + (self.v_mass_a3.len() as f64) * 4f64;
        work.writes = (self.v_ax_a4.len() as f64) * 4f64
            + (self.v_ay_a5.len() as f64) * 4f64 + (self.v_az_a6.len() as f64) * 4f64;
        work.guessed = false;
        work
    }
    #[inline(always)]
    fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
        ::core::option::Option::Some(
            __k::Fingerprint::of([
                self.v_x_a0.len() as u64,
                self.v_y_a1.len() as u64,
                self.v_z_a2.len() as u64,
                self.v_mass_a3.len() as u64,
                self.v_ax_a4.len() as u64,
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
        self.v_x_a0.roams() || self.v_y_a1.roams() || self.v_z_a2.roams()
            || self.v_mass_a3.roams() || self.v_ax_a4.roams() || self.v_ay_a5.roams()
            || self.v_az_a6.roams()
    }
    #[inline]
    fn whereabouts(&self) -> __k::Whereabouts {
        self.v_x_a0.whereabouts() | self.v_y_a1.whereabouts() | self.v_z_a2.whereabouts()
            | self.v_mass_a3.whereabouts() | self.v_ax_a4.whereabouts()
            | self.v_ay_a5.whereabouts() | self.v_az_a6.whereabouts()
    }
    fn arrays<'a>(&'a self, arrays: &mut dyn __k::Arrays<'a>) {
        arrays.read(self.v_x_a0.held());
        arrays.read(self.v_y_a1.held());
        arrays.read(self.v_z_a2.held());
        arrays.read(self.v_mass_a3.held());
        arrays
            .write(
                unsafe { self.v_ax_a4.held() },
                __k::Stage::space(self).points() != self.v_ax_a4.len(),
            );
        arrays
            .write(
                unsafe { self.v_ay_a5.held() },
                __k::Stage::space(self).points() != self.v_ay_a5.len(),
            );
        arrays
            .write(
                unsafe { self.v_az_a6.held() },
                __k::Stage::space(self).points() != self.v_az_a6.len(),
            );
    }
    fn reach(&self, part: &__k::Space, reaches: &mut dyn __k::Reaches) {
        const REACH: __k::Reach = __k::Reach {
            bounded: &[__k::Counter(&[], &[(1, &[0])])],
            read: &[
                (0, 0, &[(1, &[2])]),
                (0, 0, &[(1, &[1])]),
                (1, 0, &[(1, &[2])]),
                (1, 0, &[(1, &[1])]),
                (2, 0, &[(1, &[2])]),
                (2, 0, &[(1, &[1])]),
                (3, 0, &[(1, &[2])]),
            ],
            written: &[(4, 0, &[(1, &[1])]), (5, 0, &[(1, &[1])]), (6, 0, &[(1, &[1])])],
            anywhere: [&[], &[]],
        };
        let values = [self.v_mass_a3.len() as i128];
        let starts = [self.start_0 as i128];
        REACH
            .name(
                (
                    &values,
                    &starts,
                    &[
                        self.v_x_a0.len(),
                        self.v_y_a1.len(),
                        self.v_z_a2.len(),
                        self.v_mass_a3.len(),
                        self.v_ax_a4.len(),
                        self.v_ay_a5.len(),
                        self.v_az_a6.len(),
                    ],
                ),
                part,
                reaches,
            );
    }
    __k::collectively! {
        const FAILS : bool = false;
    }
}
