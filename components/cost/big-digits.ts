/** Cents are enough for large amounts. @returns how many decimals to show */
export function bigDigits(cost: string): number {
  return /^0\.0/.test(cost) ? 4 : 2;
}
