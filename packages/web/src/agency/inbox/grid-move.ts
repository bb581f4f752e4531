/** Where an arrow key leads from a card of the grid; null at its edge. Cards are the elements with `data-clip`. */
export function cardBeyond(from: Element, key: string): HTMLElement | null {
  const cards = [...document.querySelectorAll<HTMLElement>('[data-clip]')]
  const at = cards.findIndex((card) => card === from)
  if (key === 'ArrowRight') return cards[at + 1] ?? null
  if (key === 'ArrowLeft') return cards[at - 1] ?? null
  return nearestInNextRow(from, cards, key === 'ArrowDown')
}

/** The card of the next row up or down that lies closest below or above. */
function nearestInNextRow(
  from: Element,
  cards: readonly HTMLElement[],
  isDown: boolean,
): HTMLElement | null {
  const here = from.getBoundingClientRect()
  const beyond = cards
    .map((card) => ({ card, box: card.getBoundingClientRect() }))
    .filter(({ box }) => (isDown ? box.top >= here.bottom : box.bottom <= here.top))
  const edge = isDown
    ? Math.min(...beyond.map(({ box }) => box.top))
    : Math.max(...beyond.map(({ box }) => box.top))
  const row = beyond.filter(({ box }) => Math.abs(box.top - edge) < 1)
  const sorted = row.toSorted(
    (a, b) => Math.abs(a.box.left - here.left) - Math.abs(b.box.left - here.left),
  )
  return sorted[0]?.card ?? null
}
