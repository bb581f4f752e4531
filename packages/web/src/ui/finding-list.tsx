import { ruleSentences } from '@porchlight/core'
import type { Finding } from '@porchlight/core'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'
import { useLanguage } from './language.tsx'

/** What the rule engine found, each with its rule's sentence and the words that broke it. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }): ReactElement {
  return (
    <ul className="pl-list">
      {findings.map((finding) => (
        <li key={`${finding.rule} ${finding.field} ${finding.excerpt ?? ''}`}>
          <FindingText finding={finding} />
        </li>
      ))}
    </ul>
  )
}

export function FindingText({ finding }: { readonly finding: Finding }): ReactElement {
  const sentence = useRuleSentence()
  return (
    <>
      {sentence(finding.rule)}
      {finding.excerpt !== null && (
        <>
          {' '}
          {m.ui_finding_words()} <mark className="pl-excerpt">{finding.excerpt}</mark>
        </>
      )}
    </>
  )
}

/** The published sentence of a rule in the language of this tab; its id where this version knows none. */
export function useRuleSentence(): (rule: string) => string {
  const { language } = useLanguage()
  return (rule) => ruleSentences.get(rule)?.[language] ?? rule
}
