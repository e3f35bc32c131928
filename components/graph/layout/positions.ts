/** Where a node's upper left corner is, in pixels of the drawing. */
export interface Point {
  x: number;
  y: number;
}

export type Positions = ReadonlyMap<string, Point>;

/** A node without a place yet, and which others it has to do with. */
export interface Link {
  source: string;
  target: string;
}

export const NODE_WIDTH = 208;
export const NODE_HEIGHT = 54;
export const ROW_PX = NODE_HEIGHT + 18;
export const COLUMN_PX = NODE_WIDTH + 112;
