#[derive(Clone, Copy)]
struct __Stage0<'k> {
    v_n_0: usize,
    v_a_a0: __k::In<'k, f32>,
    v_x_a1: __k::In<'k, f32>,
    v_y_a2: __k::Out<'k, f32>,
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
    unsafe {
        let v_a_a0: *const f32 = stage.v_a_a0.ptr();
        let v_a_a0_len: usize = stage.v_a_a0.len();
        let v_x_a1: *const f32 = stage.v_x_a1.ptr();
        let v_x_a1_len: usize = stage.v_x_a1.len();
        let v_y_a2: *mut f32 = stage.v_y_a2.ptr();
        let v_y_a2_len: usize = stage.v_y_a2.len();
        let v_n_0: usize = stage.v_n_0;
        let start_0: usize = stage.start_0;
        for point_0 in part.lo[0]..part.hi[0] {
            let v_i_1: usize = start_0.wrapping_add(point_0 as usize);
            let mut v_sum_2: f32 = 0.0f32;
            {
                #[inline(always)]
                unsafe fn __step<S: __k::Level, const FULL: bool>(
                    s: S,
                    mask: __k::Mask<S>,
                    base: usize,
                    v_a_a0: *const f32,
                    v_x_a1: *const f32,
                    v_x_a1_len: usize,
                    v_i_1: usize,
                    mut v_sum_2: __k::Vector<S, f32>,
                ) -> Result<(__k::Vector<S, f32>,), __k::Fault> {
                    unsafe {
                        {
                            let value: __k::Vector<S, f32> = __k::Number::add(
                                v_sum_2,
                                __k::Number::mul(
                                    {
                                        let at = v_i_1.wrapping_mul(v_x_a1_len).wrapping_add(base);
                                        if FULL {
                                            __k::Vector::load(s, v_a_a0.wrapping_add(at))
                                        } else {
                                            __k::Vector::load_masked(s, mask, v_a_a0.wrapping_add(at))
                                        }
                                    },
                                    {
                                        let at = base;
                                        if FULL {
                                            __k::Vector::load(s, v_x_a1.wrapping_add(at))
                                        } else {
                                            __k::Vector::load_masked(s, mask, v_x_a1.wrapping_add(at))
                                        }
                                    },
                                ),
                            );
                            v_sum_2 = if FULL {
                                value
                            } else {
                                __k::Value::select(mask, value, v_sum_2)
                            };
                        }
                        Ok((v_sum_2,))
                    }
                }
                let start: usize = 0usize;
                let end: usize = v_n_0;
                if (if start < end {
                    (end as u64).wrapping_sub(start as u64) as usize
                } else {
                    0usize
                }) <= __k::FEW
                {
                    let first: usize = start;
                    let count: usize = (if start < end {
                        (end as u64).wrapping_sub(start as u64) as usize
                    } else {
                        0usize
                    });
                    let mut rows_v_sum_2: [f32; __k::FEW] = [__k::reduce::Add::identity::<
                        f32,
                    >(); __k::FEW];
                    for done in 0..count {
                        let (v_sum_2,) = __step::<
                            __k::OneLane,
                            true,
                        >(
                            __k::OneLane,
                            __k::Level::all(__k::OneLane),
                            first.wrapping_add(done),
                            v_a_a0,
                            v_x_a1,
                            v_x_a1_len,
                            v_i_1,
                            __k::Vector::splat(__k::OneLane, rows_v_sum_2[done]),
                        )?;
                        rows_v_sum_2[done] = v_sum_2.only();
                    }
                    v_sum_2 = __k::reduce::Add::combine(
                        v_sum_2,
                        __k::tree_of_few::<__k::reduce::Add, f32>(rows_v_sum_2),
                    );
                } else {
                    let mut rows_v_sum_2: __k::Rows<S, f32> = __k::Rows::splat(
                        s,
                        __k::reduce::Add::identity::<f32>(),
                    );
                    let first: usize = start;
                    let count: usize = (if start < end {
                        (end as u64).wrapping_sub(start as u64) as usize
                    } else {
                        0usize
                    });
                    for block in 0..count / 64 {
                        for row in 0..64 / S::LANES {
                            let (v_sum_2,) = __step::<
                                S,
                                true,
                            >(
                                s,
                                s.all(),
                                first.wrapping_add(block * 64 + row * S::LANES),
                                v_a_a0,
                                v_x_a1,
                                v_x_a1_len,
                                v_i_1,
                                rows_v_sum_2.get(row),
                            )?;
                            rows_v_sum_2.set(row, v_sum_2);
                        }
                    }
                    for row in 0..64 / S::LANES {
                        let done = count / 64 * 64 + row * S::LANES;
                        if done >= count {
                            break;
                        }
                        let (v_sum_2,) = __step::<
                            S,
                            false,
                        >(
                            s,
                            s.first((count - done).min(S::LANES)),
                            first.wrapping_add(done),
                            v_a_a0,
                            v_x_a1,
                            v_x_a1_len,
                            v_i_1,
                            rows_v_sum_2.get(row),
                        )?;
                        rows_v_sum_2.set(row, v_sum_2);
                    }
                    v_sum_2 = __k::reduce::Add::combine(
                        v_sum_2,
                        rows_v_sum_2.tree::<__k::reduce::Add>(),
                    );
                }
            }
            {
                let value = v_sum_2;
                {
                    let at: usize = v_i_1;
                    *v_y_a2.wrapping_add(at) = value;
                }
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
    v_a_a0: __k::In<'_, f32>,
    v_x_a1: __k::In<'_, f32>,
    v_y_a2: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_a_a0_len: usize = v_a_a0.len();
    let v_x_a1_len: usize = v_x_a1.len();
    let v_y_a2_len: usize = v_y_a2.len();
    let v_n_0: usize = v_x_a1_len;
    {
        let stage = __Stage0 {
            v_n_0,
            v_a_a0,
            v_x_a1,
            v_y_a2,
            start_0: 0usize,
            end_0: v_y_a2_len,
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
    v_a_a0: __k::In<'_, f32>,
    v_x_a1: __k::In<'_, f32>,
    v_y_a2: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_a_a0_len: usize = v_a_a0.len();
    let v_x_a1_len: usize = v_x_a1.len();
    let v_y_a2_len: usize = v_y_a2.len();
    let v_n_0: usize = v_x_a1_len;
    let stage = __Stage0 {
        v_n_0,
        v_a_a0,
        v_x_a1,
        v_y_a2,
        start_0: 0usize,
        end_0: v_y_a2_len,
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
    const LANES: ::core::option::Option<usize> = ::core::option::Option::None;
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
            __k::Exact::new(self.v_x_a1.len() as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(0i128),
                __k::Exact::new(-1i128)
                    .add(
                        __k::Exact::new(self.v_x_a1.len() as i128)
                            .mul(__k::Exact::new(self.v_y_a2.len() as i128)),
                    ),
                self.v_a_a0.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 0u32,
                index: index,
                len: self.v_a_a0.len(),
            });
        }
        Ok(())
    }
    #[inline(always)]
    fn work(&self) -> __k::Work {
        let mut work = __k::Work::NONE;
        work.points = (self.v_y_a2.len() as f64);
        work.ops32[__k::Class::Add as usize] = (self.v_x_a1.len() as f64)
            * (self.v_y_a2.len() as f64);
        work.ops32[__k::Class::Mul as usize] = (self.v_x_a1.len() as f64)
            * (self.v_y_a2.len() as f64);
        work.contiguous = (self.v_x_a1.len() as f64) * (self.v_y_a2.len() as f64) * 8f64;
        work.strided = 0.0f64;
        work.gathered = 0.0f64;
        work.broadcast = (self.v_y_a2.len() as f64) * 0.5f64;
        work.streamed = (self.v_x_a1.len() as f64) * 4f64
            + (self.v_x_a1.len() as f64) * (self.v_y_a2.len() as f64) * 4f64
            + (self.v_y_a2.len() as f64) * 4f64;
        work.scattered = 0.0f64;
        work.chained = 0.0f64;
        work.folds = (self.v_y_a2.len() as f64);
        work.footprint = (self.v_x_a1.len() as f64) * 4f64
            + (self.v_x_a1.len() as f64) * (self.v_y_a2.len() as f64) * 4f64
            + (self.v_y_a2.len() as f64) * 4f64;
        work.reads = (self.v_a_a0.len() as f64) * 4f64
            + (self.v_x_a1.len() as f64) * 4f64;
        work.writes = (self.v_y_a2.len() as f64) * 4f64;
        work.guessed = false;
        work
    }
    #[inline(always)]
    fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
        ::core::option::Option::Some(
            __k::Fingerprint::of([self.v_x_a1.len() as u64, self.v_y_a2.len() as u64]),
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
        self.v_a_a0.roams() || self.v_x_a1.roams() || self.v_y_a2.roams()
    }
    #[inline]
    fn whereabouts(&self) -> __k::Whereabouts {
        self.v_a_a0.whereabouts() | self.v_x_a1.whereabouts() | self.v_y_a2.whereabouts()
    }
    fn arrays<'a>(&'a self, arrays: &mut dyn __k::Arrays<'a>) {
        arrays.read(self.v_a_a0.held());
        arrays.read(self.v_x_a1.held());
        arrays
            .write(
                unsafe { self.v_y_a2.held() },
                __k::Stage::space(self).points() != self.v_y_a2.len(),
            );
    }
    fn reach(&self, part: &__k::Space, reaches: &mut dyn __k::Reaches) {
        const REACH: __k::Reach = __k::Reach {
            bounded: &[__k::Counter(&[], &[(1, &[0])])],
            read: &[(0, 0, &[(1, &[1, 0]), (1, &[2])]), (1, 0, &[(1, &[2])])],
            written: &[(2, 0, &[(1, &[1])])],
            anywhere: [&[], &[]],
        };
        let values = [self.v_x_a1.len() as i128];
        let starts = [self.start_0 as i128];
        REACH
            .name(
                (
                    &values,
                    &starts,
                    &[self.v_a_a0.len(), self.v_x_a1.len(), self.v_y_a2.len()],
                ),
                part,
                reaches,
            );
    }
    __k::collectively! {
        const FAILS : bool = false;
    }
}
