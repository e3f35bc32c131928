/** Where a node's upper left corner is, in pixels of the drawing. */
export interface Point {
  x: number;
  y: number;
}

export type Positions = ReadonlyMap<string, Point>;

/** Places, and for connections that pass others by: where their line bends on its way. */
export interface Arrangement {
  positions: Positions;
  bends: ReadonlyMap<string, readonly Point[]>;
}

/** That two nodes have to do with each other. */
export interface Link {
  id: string;
  source: string;
  target: string;
}

export const NODE_WIDTH = 208;
export const NODE_HEIGHT = 54;
export const ROW_PX = NODE_HEIGHT + 18;
export const COLUMN_PX = NODE_WIDTH + 112;
