import { InvalidArgumentError } from 'commander'

/** A reader of whole numbers between two bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`A whole number from ${String(least)} to ${String(most)}.`)
  }
}
