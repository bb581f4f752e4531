// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has no name to give
import './island.css'

/**
 * What public pages gain where JavaScript runs: a map that moves, and entries of the log that the
 * reader's own browser checks. They are complete without it.
 */
for (const figure of document.querySelectorAll<HTMLElement>('[data-map]')) whenSeen(figure, openMap)
for (const list of document.querySelectorAll<HTMLElement>('[data-log-key]'))
  whenSeen(list, openProofs)
for (const link of document.querySelectorAll('[data-close]')) {
  // where the browser lets a page close itself; else the link leads to an empty page
  link.addEventListener('click', () => {
    window.close()
  })
}

/** The map library is larger than all else together: it is loaded once a map comes into view. */
async function openMap(figure: HTMLElement): Promise<void> {
  const { showMap } = await import('./map.ts')
  await showMap(figure)
}

async function openProofs(list: HTMLElement): Promise<void> {
  const { offerProofs } = await import('./prove-entries.ts')
  offerProofs(list)
}

function whenSeen(element: HTMLElement, act: (element: HTMLElement) => Promise<void>): void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    observer.disconnect()
    act(element).catch((error: unknown) => {
      // the drawing below the map stays: nothing is lost but the moving of it
      reportError(error)
    })
  })
  observer.observe(element)
}
