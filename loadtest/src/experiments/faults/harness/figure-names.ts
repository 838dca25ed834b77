// The names of the two figures that every fault has, by which the matrix finds them.

export const usersLoggedOut = 'users logged out';
export const requestsLost = 'requests lost';
