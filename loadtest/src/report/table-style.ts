// How tables look in a terminal: one rule below the head, and no other lines, so that columns are told apart by space.

export interface Style {
  readonly isColored: boolean;
}

export const tableStyle = {
  chars: {
    ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
    ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
    ...{ left: '', middle: '', right: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  },
  style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
};
