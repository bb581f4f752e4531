import { useEffect } from 'react'
import type { ReactElement, ReactNode } from 'react'

import { m } from '../words/messages.js'
import { useInstance } from './instance.ts'
import { useLanguage } from './language.tsx'
import { Lamp } from './lamp.tsx'

export interface PageProps {
  /** Where the word mark leads. */
  readonly home: string
  /** Of the screen, for the browser's tab. */
  readonly title: string
  /** Beside the word mark: navigation, who is signed in. */
  readonly tools?: ReactNode
  /** A column of text, or as wide as the screen allows. */
  readonly width?: 'narrow' | 'wide'
  readonly children: ReactNode
}

/** The frame of every screen: skip link, demonstration banner, word mark, languages, main. */
export function Page({ home, title, tools, width = 'narrow', children }: PageProps): ReactElement {
  const instance = useInstance()
  const name = instance?.name ?? m.ui_brand()
  useEffect(() => {
    document.title = `${title} · ${name}`
  }, [title, name])
  const wrap = width === 'narrow' ? 'pl-wrap pl-wrap-narrow' : 'pl-wrap'
  return (
    <>
      <a className="pl-skip" href="#content" onClick={skipToContent}>
        {m.ui_skip()}
      </a>
      {instance?.demo === true && (
        <p className="pl-demo">
          <strong>{m.ui_demo_mark()}</strong> {m.ui_demo_text()}
        </p>
      )}
      <header className="pl-head">
        <div className={`${wrap} pl-head-row`}>
          <a className="pl-brand" href={home}>
            <Lamp />
            <span>{name}</span>
          </a>
          <div className="pl-head-tools">
            {tools}
            <Languages />
          </div>
        </div>
      </header>
      <main id="content" className={`${wrap} pl-main`} tabIndex={-1}>
        {children}
      </main>
    </>
  )
}

/** By hand, as the fragment of the address may carry an invitation or belong to the router. */
function skipToContent(event: { preventDefault: () => void }): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

function Languages(): ReactElement {
  const { language, choose } = useLanguage()
  return (
    <nav className="pl-languages" aria-label={m.ui_language()}>
      <button
        type="button"
        lang="en"
        aria-current={language === 'en' ? 'true' : undefined}
        onClick={() => {
          choose('en')
        }}
      >
        {m.ui_language_en()}
      </button>
      <button
        type="button"
        lang="es"
        aria-current={language === 'es' ? 'true' : undefined}
        onClick={() => {
          choose('es')
        }}
      >
        {m.ui_language_es()}
      </button>
    </nav>
  )
}
