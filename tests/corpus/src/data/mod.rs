//! Tables, money and numbers.

pub mod spmv_csr;
pub mod transpose;
