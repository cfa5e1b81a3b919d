//! The places that tests speak of.

/// 云阳街道, the street above the community.
pub const STREET: &str = "321181001";
/// 振兴路社区, the office of most tests.
pub const COMMUNITY: &str = "321181001025";
/// Its name.
pub const COMMUNITY_NAME: &str = "振兴路社区";
/// 第1网格.
pub const GRID_1: &str = "321181001025001";
/// 第2网格, the neighbour.
pub const GRID_2: &str = "321181001025002";
/// An area that no office has.
pub const NOWHERE: &str = "321181001025999";
/// An id of the right shape that names nothing.
pub const NOBODY: &str = "01890000-0000-7000-8000-000000000000";
