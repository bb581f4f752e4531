import type { ClipTime } from '@porchlight/core'
import type { ReactElement } from 'react'

import { useLanguage } from '../ui/language.tsx'
import { toldTexts } from './clock-text.ts'

/** What goes along with a copy of when it was taken, and how sure that is. */
export function ToldTime({ time }: { readonly time: ClipTime | null }): ReactElement {
  const { language } = useLanguage()
  return <p className="pl-soft">{toldTexts(time, language).join(' ')}</p>
}
