import { useEffect, useRef } from 'react'
import type { ReactElement, ReactNode } from 'react'

/** The first screen of a page leaves the focus where the browser puts it. */
let first = true

/** The heading of a screen. Takes the focus when its screen comes, so that nobody is left where a button was. */
export function ScreenTitle({ children }: { readonly children: ReactNode }): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!first) heading.current?.focus()
    first = false
  }, [])
  return (
    <h1 className="pl-title" ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
