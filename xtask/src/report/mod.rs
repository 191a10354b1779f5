//! What a person, a script or a CI server sees.
