//! Tables, money and numbers.

pub mod compound_interest;
pub mod spmv_csr;
pub mod transpose;
