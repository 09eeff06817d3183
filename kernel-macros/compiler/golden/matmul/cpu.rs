#[derive(Clone, Copy)]
struct __Stage0<'k> {
    v_n_0: usize,
    v_m_1: usize,
    v_k_2: usize,
    v_a_a0: __k::In<'k, f32>,
    v_b_a1: __k::In<'k, f32>,
    v_c_a2: __k::Out<'k, f32>,
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
    unsafe fn __pack0<S: __k::Level, const FULL: bool>(
        s: S,
        mask: __k::Mask<S>,
        base: usize,
        v_b_a1: *const f32,
        v_m_1: usize,
        v_k_2: usize,
        to: *mut f32,
    ) -> Result<(), __k::Fault> {
        unsafe {
            let mut to = to;
            for v_l_6 in (0usize)..(v_k_2) {
                let value: __k::Vector<S, f32> = {
                    let at = v_m_1.wrapping_mul(v_l_6).wrapping_add(base);
                    if FULL {
                        __k::Vector::load(s, v_b_a1.wrapping_add(at))
                    } else {
                        __k::Vector::load_masked(s, mask, v_b_a1.wrapping_add(at))
                    }
                };
                value.store(to);
                to = to.wrapping_add(S::LANES);
            }
            Ok(())
        }
    }
    #[inline(always)]
    unsafe fn __step<S: __k::Level, const FULL: bool>(
        s: S,
        mask: __k::Mask<S>,
        base: usize,
        v_a_a0: *const f32,
        v_b_a1: *const f32,
        v_c_a2: *mut f32,
        v_m_1: usize,
        v_k_2: usize,
        v_i_3: usize,
    ) -> Result<(), __k::Fault> {
        unsafe {
            let mut v_sum_5: __k::Vector<S, f32> = __k::Vector::splat(s, 0.0f32);
            'loop_2: for v_l_6 in (0usize)..(v_k_2) {
                v_sum_5 = __k::Number::add(
                    v_sum_5,
                    __k::Number::mul(
                        __k::Vector::splat(
                            s,
                            {
                                let at: usize = v_k_2
                                    .wrapping_mul(v_i_3)
                                    .wrapping_add(v_l_6);
                                *v_a_a0.wrapping_add(at)
                            },
                        ),
                        {
                            let at = v_m_1.wrapping_mul(v_l_6).wrapping_add(base);
                            if FULL {
                                __k::Vector::load(s, v_b_a1.wrapping_add(at))
                            } else {
                                __k::Vector::load_masked(s, mask, v_b_a1.wrapping_add(at))
                            }
                        },
                    ),
                );
            }
            {
                let value: __k::Vector<S, f32> = v_sum_5;
                let at = v_m_1.wrapping_mul(v_i_3).wrapping_add(base);
                if FULL {
                    value.store(v_c_a2.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_c_a2.wrapping_add(at))
                }
            }
            Ok(())
        }
    }
    #[inline(always)]
    unsafe fn __tile<S: __k::Level, const FULL: bool>(
        s: S,
        mask: __k::Mask<S>,
        base: usize,
        v_a_a0: *const f32,
        v_c_a2: *mut f32,
        v_m_1: usize,
        v_k_2: usize,
        v_i_3: usize,
        packed_0: *mut f32,
    ) -> Result<(), __k::Fault> {
        unsafe {
            let v_i_7: usize = __k::Number::add(v_i_3, 1usize);
            let v_i_8: usize = __k::Number::add(v_i_3, 2usize);
            let v_i_9: usize = __k::Number::add(v_i_3, 3usize);
            let v_i_10: usize = __k::Number::add(v_i_3, 4usize);
            let v_i_11: usize = __k::Number::add(v_i_3, 5usize);
            let mut v_sum_5: __k::Vector<S, f32> = __k::Vector::splat(s, 0.0f32);
            let mut v_sum_12: __k::Vector<S, f32> = __k::Vector::splat(s, 0.0f32);
            let mut v_sum_13: __k::Vector<S, f32> = __k::Vector::splat(s, 0.0f32);
            let mut v_sum_14: __k::Vector<S, f32> = __k::Vector::splat(s, 0.0f32);
            let mut v_sum_15: __k::Vector<S, f32> = __k::Vector::splat(s, 0.0f32);
            let mut v_sum_16: __k::Vector<S, f32> = __k::Vector::splat(s, 0.0f32);
            'loop_2: for v_l_6 in (0usize)..(v_k_2) {
                let v_shared_17: __k::Vector<S, f32> = __k::Vector::load(
                    s,
                    packed_0
                        .wrapping_add((v_l_6.wrapping_sub(0usize) as usize) * S::LANES),
                );
                v_sum_5 = __k::Number::add(
                    v_sum_5,
                    __k::Number::mul(
                        __k::Vector::splat(
                            s,
                            {
                                let at: usize = v_k_2
                                    .wrapping_mul(v_i_3)
                                    .wrapping_add(v_l_6);
                                *v_a_a0.wrapping_add(at)
                            },
                        ),
                        v_shared_17,
                    ),
                );
                v_sum_12 = __k::Number::add(
                    v_sum_12,
                    __k::Number::mul(
                        __k::Vector::splat(
                            s,
                            {
                                let at: usize = v_k_2
                                    .wrapping_mul(v_i_7)
                                    .wrapping_add(v_l_6);
                                *v_a_a0.wrapping_add(at)
                            },
                        ),
                        v_shared_17,
                    ),
                );
                v_sum_13 = __k::Number::add(
                    v_sum_13,
                    __k::Number::mul(
                        __k::Vector::splat(
                            s,
                            {
                                let at: usize = v_k_2
                                    .wrapping_mul(v_i_8)
                                    .wrapping_add(v_l_6);
                                *v_a_a0.wrapping_add(at)
                            },
                        ),
                        v_shared_17,
                    ),
                );
                v_sum_14 = __k::Number::add(
                    v_sum_14,
                    __k::Number::mul(
                        __k::Vector::splat(
                            s,
                            {
                                let at: usize = v_k_2
                                    .wrapping_mul(v_i_9)
                                    .wrapping_add(v_l_6);
                                *v_a_a0.wrapping_add(at)
                            },
                        ),
                        v_shared_17,
                    ),
                );
                v_sum_15 = __k::Number::add(
                    v_sum_15,
                    __k::Number::mul(
                        __k::Vector::splat(
                            s,
                            {
                                let at: usize = v_k_2
                                    .wrapping_mul(v_i_10)
                                    .wrapping_add(v_l_6);
                                *v_a_a0.wrapping_add(at)
                            },
                        ),
                        v_shared_17,
                    ),
                );
                v_sum_16 = __k::Number::add(
                    v_sum_16,
                    __k::Number::mul(
                        __k::Vector::splat(
                            s,
                            {
                                let at: usize = v_k_2
                                    .wrapping_mul(v_i_11)
                                    .wrapping_add(v_l_6);
                                *v_a_a0.wrapping_add(at)
                            },
                        ),
                        v_shared_17,
                    ),
                );
            }
            {
                let value: __k::Vector<S, f32> = v_sum_5;
                let at = v_m_1.wrapping_mul(v_i_3).wrapping_add(base);
                if FULL {
                    value.store(v_c_a2.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_c_a2.wrapping_add(at))
                }
            }
            {
                let value: __k::Vector<S, f32> = v_sum_12;
                let at = v_m_1.wrapping_mul(v_i_7).wrapping_add(base);
                if FULL {
                    value.store(v_c_a2.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_c_a2.wrapping_add(at))
                }
            }
            {
                let value: __k::Vector<S, f32> = v_sum_13;
                let at = v_m_1.wrapping_mul(v_i_8).wrapping_add(base);
                if FULL {
                    value.store(v_c_a2.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_c_a2.wrapping_add(at))
                }
            }
            {
                let value: __k::Vector<S, f32> = v_sum_14;
                let at = v_m_1.wrapping_mul(v_i_9).wrapping_add(base);
                if FULL {
                    value.store(v_c_a2.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_c_a2.wrapping_add(at))
                }
            }
            {
                let value: __k::Vector<S, f32> = v_sum_15;
                let at = v_m_1.wrapping_mul(v_i_10).wrapping_add(base);
                if FULL {
                    value.store(v_c_a2.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_c_a2.wrapping_add(at))
                }
            }
            {
                let value: __k::Vector<S, f32> = v_sum_16;
                let at = v_m_1.wrapping_mul(v_i_11).wrapping_add(base);
                if FULL {
                    value.store(v_c_a2.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_c_a2.wrapping_add(at))
                }
            }
            Ok(())
        }
    }
    unsafe {
        let v_a_a0: *const f32 = stage.v_a_a0.ptr();
        let v_a_a0_len: usize = stage.v_a_a0.len();
        let v_b_a1: *const f32 = stage.v_b_a1.ptr();
        let v_b_a1_len: usize = stage.v_b_a1.len();
        let v_c_a2: *mut f32 = stage.v_c_a2.ptr();
        let v_c_a2_len: usize = stage.v_c_a2.len();
        let v_n_0: usize = stage.v_n_0;
        let v_m_1: usize = stage.v_m_1;
        let v_k_2: usize = stage.v_k_2;
        let start_0: usize = stage.start_0;
        let start_1: usize = stage.start_1;
        let first: usize = start_1.wrapping_add(part.lo[1] as usize);
        let count: usize = part.hi[1] - part.lo[1];
        let rounds_0: usize = (if 0usize < v_k_2 {
            (v_k_2 as u64).wrapping_sub(0usize as u64) as usize
        } else {
            0usize
        });
        let enough = part.hi[0] - part.lo[0] >= 6usize;
        let scratch = __k::Scratch::new(
            enough,
            __k::PackSize::NONE.and::<S, f32>(rounds_0),
            count.div_ceil(S::LANES),
        );
        let packed = scratch.is_given();
        let whole = count / S::LANES;
        let mut group = 0usize..0usize;
        while group.end < whole {
            group = group.end..whole.min(group.end + scratch.gangs());
            let mask: __k::Mask<S> = s.all();
            if packed {
                for gang in group.clone() {
                    let base = first.wrapping_add(gang * S::LANES);
                    let packed_0: *mut f32 = scratch
                        .at(gang - group.start, __k::PackSize::NONE)
                        .cast();
                    {
                        let to = packed_0;
                        __pack0::<S, true>(s, mask, base, v_b_a1, v_m_1, v_k_2, to)?;
                    }
                }
            }
            let mut point: usize = part.lo[0];
            while packed && part.hi[0] - point >= 6usize {
                let v_i_3: usize = start_0.wrapping_add(point as usize);
                for gang in group.clone() {
                    let base = first.wrapping_add(gang * S::LANES);
                    let packed_0: *mut f32 = scratch
                        .at(gang - group.start, __k::PackSize::NONE)
                        .cast();
                    __tile::<
                        S,
                        true,
                    >(s, mask, base, v_a_a0, v_c_a2, v_m_1, v_k_2, v_i_3, packed_0)?;
                }
                point += 6usize;
            }
            for point in point..part.hi[0] {
                let v_i_3: usize = start_0.wrapping_add(point as usize);
                for gang in group.clone() {
                    let base = first.wrapping_add(gang * S::LANES);
                    __step::<
                        S,
                        true,
                    >(s, mask, base, v_a_a0, v_b_a1, v_c_a2, v_m_1, v_k_2, v_i_3)?;
                }
            }
        }
        if count % S::LANES != 0 {
            group = whole..whole + 1;
            let mask: __k::Mask<S> = s.first(count % S::LANES);
            if packed {
                for gang in group.clone() {
                    let base = first.wrapping_add(gang * S::LANES);
                    let packed_0: *mut f32 = scratch
                        .at(gang - group.start, __k::PackSize::NONE)
                        .cast();
                    {
                        let to = packed_0;
                        __pack0::<S, false>(s, mask, base, v_b_a1, v_m_1, v_k_2, to)?;
                    }
                }
            }
            let mut point: usize = part.lo[0];
            while packed && part.hi[0] - point >= 6usize {
                let v_i_3: usize = start_0.wrapping_add(point as usize);
                for gang in group.clone() {
                    let base = first.wrapping_add(gang * S::LANES);
                    let packed_0: *mut f32 = scratch
                        .at(gang - group.start, __k::PackSize::NONE)
                        .cast();
                    __tile::<
                        S,
                        false,
                    >(s, mask, base, v_a_a0, v_c_a2, v_m_1, v_k_2, v_i_3, packed_0)?;
                }
                point += 6usize;
            }
            for point in point..part.hi[0] {
                let v_i_3: usize = start_0.wrapping_add(point as usize);
                for gang in group.clone() {
                    let base = first.wrapping_add(gang * S::LANES);
                    __step::<
                        S,
                        false,
                    >(s, mask, base, v_a_a0, v_b_a1, v_c_a2, v_m_1, v_k_2, v_i_3)?;
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
    v_m_1: usize,
    v_k_2: usize,
    v_a_a0: __k::In<'_, f32>,
    v_b_a1: __k::In<'_, f32>,
    v_c_a2: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_a_a0_len: usize = v_a_a0.len();
    let v_b_a1_len: usize = v_b_a1.len();
    let v_c_a2_len: usize = v_c_a2.len();
    {
        let stage = __Stage0 {
            v_n_0,
            v_m_1,
            v_k_2,
            v_a_a0,
            v_b_a1,
            v_c_a2,
            start_0: 0usize,
            end_0: v_n_0,
            start_1: 0usize,
            end_1: v_m_1,
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
    v_m_1: usize,
    v_k_2: usize,
    v_a_a0: __k::In<'_, f32>,
    v_b_a1: __k::In<'_, f32>,
    v_c_a2: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_a_a0_len: usize = v_a_a0.len();
    let v_b_a1_len: usize = v_b_a1.len();
    let v_c_a2_len: usize = v_c_a2.len();
    let stage = __Stage0 {
        v_n_0,
        v_m_1,
        v_k_2,
        v_a_a0,
        v_b_a1,
        v_c_a2,
        start_0: 0usize,
        end_0: v_n_0,
        start_1: 0usize,
        end_1: v_m_1,
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
    const TILE: ::core::option::Option<__k::Tile> = ::core::option::Option::Some(__k::Tile {
        dim: 0usize,
        points: 6usize,
        packs: true,
    });
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
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(0i128),
            __k::Exact::new(self.v_k_2 as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(0i128),
                __k::Exact::new(-1i128)
                    .add(
                        __k::Exact::new(self.v_n_0 as i128)
                            .mul(__k::Exact::new(self.v_k_2 as i128)),
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
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(0i128),
            __k::Exact::new(self.v_k_2 as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(0i128),
                __k::Exact::new(-1i128)
                    .add(
                        __k::Exact::new(self.v_m_1 as i128)
                            .mul(__k::Exact::new(self.v_k_2 as i128)),
                    ),
                self.v_b_a1.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 1u32,
                index: index,
                len: self.v_b_a1.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(0i128),
            __k::Exact::new(-1i128)
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_m_1 as i128)),
                ),
            self.v_c_a2.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 2u32,
                index: index,
                len: self.v_c_a2.len(),
            });
        }
        Ok(())
    }
    #[inline(always)]
    fn work(&self) -> __k::Work {
        let mut work = __k::Work::NONE;
        work.points = (self.v_n_0 as f64) * (self.v_m_1 as f64);
        work.ops32[__k::Class::Add as usize] = (self.v_n_0 as f64) * (self.v_m_1 as f64)
            * (self.v_k_2 as f64);
        work.ops32[__k::Class::Mul as usize] = (self.v_n_0 as f64) * (self.v_m_1 as f64)
            * (self.v_k_2 as f64);
        work.contiguous = (self.v_n_0 as f64) * (self.v_m_1 as f64) * 4f64
            + (self.v_n_0 as f64) * (self.v_m_1 as f64) * (self.v_k_2 as f64)
                * 0.6666666666666666f64;
        work.strided = 0.0f64;
        work.gathered = 0.0f64;
        work.broadcast = (self.v_n_0 as f64) * (self.v_m_1 as f64) * (self.v_k_2 as f64)
            * 0.5f64;
        work.streamed = (self.v_n_0 as f64) * (self.v_m_1 as f64) * 4f64
            + (self.v_n_0 as f64) * (self.v_k_2 as f64) * 4f64
            + (self.v_m_1 as f64) * (self.v_k_2 as f64) * 4f64;
        work.scattered = 0.0f64;
        work.chained = (self.v_n_0 as f64) * (self.v_m_1 as f64) * (self.v_k_2 as f64)
            * 0.16666666666666666f64;
        work.folds = 0.0f64;
        work.footprint = (self.v_n_0 as f64) * (self.v_m_1 as f64) * 4f64
            + (self.v_n_0 as f64) * (self.v_k_2 as f64) * 4f64
            + (self.v_m_1 as f64) * (self.v_k_2 as f64) * 4f64;
        work.reads = (self.v_a_a0.len() as f64) * 4f64
            + (self.v_b_a1.len() as f64) * 4f64;
        work.writes = (self.v_c_a2.len() as f64) * 4f64;
        work.guessed = false;
        work
    }
    #[inline(always)]
    fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
        ::core::option::Option::Some(
            __k::Fingerprint::of([
                self.v_n_0 as u64,
                self.v_m_1 as u64,
                self.v_k_2 as u64,
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
        self.v_a_a0.roams() || self.v_b_a1.roams() || self.v_c_a2.roams()
    }
    #[inline]
    fn whereabouts(&self) -> __k::Whereabouts {
        self.v_a_a0.whereabouts() | self.v_b_a1.whereabouts() | self.v_c_a2.whereabouts()
    }
    fn arrays<'a>(&'a self, arrays: &mut dyn __k::Arrays<'a>) {
        arrays.read(self.v_a_a0.held());
        arrays.read(self.v_b_a1.held());
        arrays
            .write(
                unsafe { self.v_c_a2.held() },
                __k::Stage::space(self).points() != self.v_c_a2.len(),
            );
    }
    fn reach(&self, part: &__k::Space, reaches: &mut dyn __k::Reaches) {
        const REACH: __k::Reach = __k::Reach {
            bounded: &[__k::Counter(&[], &[(1, &[1])])],
            read: &[
                (0, 0, &[(1, &[1, 2]), (1, &[4])]),
                (1, 0, &[(1, &[0, 4]), (1, &[3])]),
            ],
            written: &[(2, 0, &[(1, &[0, 2]), (1, &[3])])],
            anywhere: [&[], &[]],
        };
        let values = [self.v_m_1 as i128, self.v_k_2 as i128];
        let starts = [self.start_0 as i128, self.start_1 as i128];
        REACH
            .name(
                (
                    &values,
                    &starts,
                    &[self.v_a_a0.len(), self.v_b_a1.len(), self.v_c_a2.len()],
                ),
                part,
                reaches,
            );
    }
    __k::collectively! {
        const FAILS : bool = false;
    }
}
