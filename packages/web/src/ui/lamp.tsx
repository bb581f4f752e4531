import type { ReactElement } from 'react'

/** The porch lamp of the word mark, in the colour of the text around it. */
export function Lamp(): ReactElement {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
      <path
        d="M16 2v4M10.5 12.5L13 6.5h6l2.500 6zM11 13l-2.500 11h15L21 13M7.500 24.500h17M13 27.500h6"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
