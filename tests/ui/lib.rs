//! The cases stand in the folders beside: one a category, one file an error. `accepted` holds what must compile and run.
