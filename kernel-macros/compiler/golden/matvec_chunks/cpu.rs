#[derive(Clone, Copy)]
struct __Stage0<'k> {
    v_n_0: usize,
    v_i_rounds_2: usize,
    v_sum_rounds_5: usize,
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
        let v_i_rounds_2: usize = stage.v_i_rounds_2;
        let v_sum_rounds_5: usize = stage.v_sum_rounds_5;
        let start_0: usize = stage.start_0;
        for point_0 in part.lo[0]..part.hi[0] {
            let v_i_3: usize = start_0.wrapping_add(point_0 as usize);
            let v_row_start_4: usize = __k::Number::mul(v_i_3, v_n_0);
            let mut v_sum_6: f32 = __k::Number::neg(0.0f32);
            {
                #[inline(always)]
                unsafe fn __step<S: __k::Level, const FULL: bool>(
                    s: S,
                    mask: __k::Mask<S>,
                    base: usize,
                    v_a_a0: *const f32,
                    v_x_a1: *const f32,
                    v_n_0: usize,
                    v_i_3: usize,
                    mut v_sum_6: __k::Vector<S, f32>,
                ) -> Result<(__k::Vector<S, f32>,), __k::Fault> {
                    unsafe {
                        let v_a_8: __k::Vector<S, f32> = {
                            let at = v_n_0.wrapping_mul(v_i_3).wrapping_add(base);
                            if FULL {
                                __k::Vector::load(s, v_a_a0.wrapping_add(at))
                            } else {
                                __k::Vector::load_masked(s, mask, v_a_a0.wrapping_add(at))
                            }
                        };
                        let v_x_9: __k::Vector<S, f32> = {
                            let at = base;
                            if FULL {
                                __k::Vector::load(s, v_x_a1.wrapping_add(at))
                            } else {
                                __k::Vector::load_masked(s, mask, v_x_a1.wrapping_add(at))
                            }
                        };
                        {
                            let value: __k::Vector<S, f32> = __k::Number::add(
                                v_sum_6,
                                __k::Number::mul(v_a_8, v_x_9),
                            );
                            v_sum_6 = if FULL {
                                value
                            } else {
                                __k::Value::select(mask, value, v_sum_6)
                            };
                        }
                        Ok((v_sum_6,))
                    }
                }
                let start: usize = 0usize;
                let end: usize = v_sum_rounds_5;
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
                    let mut rows_v_sum_6: [f32; __k::FEW] = [__k::reduce::Add::identity::<
                        f32,
                    >(); __k::FEW];
                    for done in 0..count {
                        let (v_sum_6,) = __step::<
                            __k::OneLane,
                            true,
                        >(
                            __k::OneLane,
                            __k::Level::all(__k::OneLane),
                            first.wrapping_add(done),
                            v_a_a0,
                            v_x_a1,
                            v_n_0,
                            v_i_3,
                            __k::Vector::splat(__k::OneLane, rows_v_sum_6[done]),
                        )?;
                        rows_v_sum_6[done] = v_sum_6.only();
                    }
                    v_sum_6 = __k::reduce::Add::combine(
                        v_sum_6,
                        __k::tree_of_few::<__k::reduce::Add, f32>(rows_v_sum_6),
                    );
                } else {
                    let mut rows_v_sum_6: __k::Rows<S, f32> = __k::Rows::splat(
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
                            let (v_sum_6,) = __step::<
                                S,
                                true,
                            >(
                                s,
                                s.all(),
                                first.wrapping_add(block * 64 + row * S::LANES),
                                v_a_a0,
                                v_x_a1,
                                v_n_0,
                                v_i_3,
                                rows_v_sum_6.get(row),
                            )?;
                            rows_v_sum_6.set(row, v_sum_6);
                        }
                    }
                    for row in 0..64 / S::LANES {
                        let done = count / 64 * 64 + row * S::LANES;
                        if done >= count {
                            break;
                        }
                        let (v_sum_6,) = __step::<
                            S,
                            false,
                        >(
                            s,
                            s.first((count - done).min(S::LANES)),
                            first.wrapping_add(done),
                            v_a_a0,
                            v_x_a1,
                            v_n_0,
                            v_i_3,
                            rows_v_sum_6.get(row),
                        )?;
                        rows_v_sum_6.set(row, v_sum_6);
                    }
                    v_sum_6 = __k::reduce::Add::combine(
                        v_sum_6,
                        rows_v_sum_6.tree::<__k::reduce::Add>(),
                    );
                }
            }
            let v_sum_10: f32 = v_sum_6;
            let v_index_11: usize = {
                let a = v_i_3;
                let b = v_n_0;
                if __k::scalar_division_fault(a, b) {
                    return Err(__k::Fault::Divide { site: 4u32 });
                }
                __k::Number::rem(a, b)
            };
            {
                let at: usize = v_index_11;
                let len: usize = v_n_0;
                if at >= len {
                    return Err(__k::Fault::Index {
                        site: 5u32,
                        index: at as i128,
                        len: len,
                    });
                }
            }
            {
                let value = __k::Number::mul(
                    v_sum_10,
                    {
                        let at: usize = v_n_0
                            .wrapping_mul(v_i_3)
                            .wrapping_add(v_index_11);
                        *v_a_a0.wrapping_add(at)
                    },
                );
                {
                    let at: usize = v_i_3;
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
    v_n_0: usize,
    v_a_a0: __k::In<'_, f32>,
    v_x_a1: __k::In<'_, f32>,
    v_y_a2: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_a_a0_len: usize = v_a_a0.len();
    let v_x_a1_len: usize = v_x_a1.len();
    let v_y_a2_len: usize = v_y_a2.len();
    if !__k::Value::ne(v_n_0, 0usize) {
        return Err(__KERNEL.error(__k::Fault::Assert { site: 0u32 }));
    }
    let v_i_rounds_1: usize = {
        let a = v_a_a0_len;
        let b = v_n_0;
        if __k::scalar_division_fault(a, b) {
            return Err(__KERNEL.error(__k::Fault::Divide { site: 1u32 }));
        }
        __k::Number::div(a, b)
    };
    let v_i_rounds_2: usize = __k::Number::min(v_i_rounds_1, v_y_a2_len);
    let v_sum_rounds_5: usize = __k::Number::min(v_n_0, v_x_a1_len);
    {
        let stage = __Stage0 {
            v_n_0,
            v_i_rounds_2,
            v_sum_rounds_5,
            v_a_a0,
            v_x_a1,
            v_y_a2,
            start_0: 0usize,
            end_0: v_i_rounds_2,
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
    v_n_0: usize,
    v_a_a0: __k::In<'_, f32>,
    v_x_a1: __k::In<'_, f32>,
    v_y_a2: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_a_a0_len: usize = v_a_a0.len();
    let v_x_a1_len: usize = v_x_a1.len();
    let v_y_a2_len: usize = v_y_a2.len();
    if !__k::Value::ne(v_n_0, 0usize) {
        return Err(__KERNEL.error(__k::Fault::Assert { site: 0u32 }));
    }
    let v_i_rounds_1: usize = {
        let a = v_a_a0_len;
        let b = v_n_0;
        if __k::scalar_division_fault(a, b) {
            return Err(__KERNEL.error(__k::Fault::Divide { site: 1u32 }));
        }
        __k::Number::div(a, b)
    };
    let v_i_rounds_2: usize = __k::Number::min(v_i_rounds_1, v_y_a2_len);
    let v_sum_rounds_5: usize = __k::Number::min(v_n_0, v_x_a1_len);
    let stage = __Stage0 {
        v_n_0,
        v_i_rounds_2,
        v_sum_rounds_5,
        v_a_a0,
        v_x_a1,
        v_y_a2,
        start_0: 0usize,
        end_0: v_i_rounds_2,
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
        Ok(())
    }
    #[inline(always)]
    fn work(&self) -> __k::Work {
        let mut work = __k::Work::NONE;
        work.points = (self.v_i_rounds_2 as f64);
        work.ops32[__k::Class::Add as usize] = (self.v_i_rounds_2 as f64)
            + (self.v_i_rounds_2 as f64) * (self.v_sum_rounds_5 as f64);
        work.ops32[__k::Class::Mul as usize] = (self.v_i_rounds_2 as f64)
            + (self.v_i_rounds_2 as f64) * (self.v_sum_rounds_5 as f64);
        work.ops64[__k::Class::IntegerDiv as usize] = (self.v_i_rounds_2 as f64);
        work.contiguous = (self.v_i_rounds_2 as f64) * (self.v_sum_rounds_5 as f64)
            * 8f64;
        work.strided = 0.0f64;
        work.gathered = 0.0f64;
        work.broadcast = (self.v_i_rounds_2 as f64);
        work.streamed = (self.v_i_rounds_2 as f64) * 68f64
            + (self.v_i_rounds_2 as f64) * (self.v_sum_rounds_5 as f64) * 4f64
            + (self.v_sum_rounds_5 as f64) * 4f64;
        work.scattered = 0.0f64;
        work.chained = 0.0f64;
        work.folds = (self.v_i_rounds_2 as f64);
        work.footprint = (self.v_i_rounds_2 as f64) * 4f64
            + (self.v_sum_rounds_5 as f64) * 4f64 + (self.v_a_a0.len() as f64) * 4f64;
        work.reads = (self.v_a_a0.len() as f64) * 4f64
            + (self.v_x_a1.len() as f64) * 4f64;
        work.writes = (self.v_y_a2.len() as f64) * 4f64;
        work.guessed = false;
        work
    }
    #[inline(always)]
    fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
        ::core::option::Option::Some(
            __k::Fingerprint::of([
                self.v_i_rounds_2 as u64,
                self.v_sum_rounds_5 as u64,
                self.v_a_a0.len() as u64,
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
            read: &[(1, 0, &[(1, &[2])])],
            written: &[(2, 0, &[(1, &[1])])],
            anywhere: [&[0], &[]],
        };
        let values = [self.v_sum_rounds_5 as i128];
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
}
