import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'

import { isLocale, overwriteGetLocale } from '../words/runtime.js'
import type { getLocale } from '../words/runtime.js'

type Language = ReturnType<typeof getLocale>

interface LanguageChoice {
  readonly language: Language
  readonly choose: (language: Language) => void
}

/** Kept for this tab only: a cookie or lasting storage would tell one visitor from another. */
const storageKey = 'lang'

let current: Language = firstLanguage()
overwriteGetLocale(() => current)

const LanguageContext = createContext<LanguageChoice>({
  language: current,
  choose: () => undefined,
})

export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [language, setLanguage] = useState(current)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const choice = useMemo(
    () => ({
      language,
      choose(chosen: Language): void {
        current = chosen
        sessionStorage.setItem(storageKey, chosen)
        setLanguage(chosen)
      },
    }),
    [language],
  )
  return <LanguageContext value={choice}>{children}</LanguageContext>
}

/**
 * The language of this tab and how to change it. Every screen calls it, as that is what makes it
 * draw its words anew.
 */
export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext)
}

function firstLanguage(): Language {
  const asked = [
    new URLSearchParams(location.search).get('lang'),
    sessionStorage.getItem(storageKey),
    ...navigator.languages.map((name) => name.slice(0, 2)),
  ]
  return asked.find((name) => isLocale(name)) ?? 'en'
}
