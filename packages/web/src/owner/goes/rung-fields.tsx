import { Textarea, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'

import { useStore } from '../../ui/store.ts'
import { m } from '../../words/messages.js'
import { rungTexts } from './rungs.ts'
import type { RungTexts } from './rungs.ts'

/** As many characters as the manifest takes. */
const longest: Readonly<Record<keyof RungTexts, number>> = {
  statement: 4000,
  name: 200,
  contact: 200,
}

/** The rungs that an owner may climb: each empty, each with what it means. */
export function RungFields(): ReactElement {
  const texts = useStore(rungTexts)
  function fieldOf(name: keyof RungTexts): {
    readonly value: string
    readonly maxLength: number
    readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void
  } {
    return {
      value: texts[name],
      maxLength: longest[name],
      onChange: ({ currentTarget }) => {
        rungTexts.set({ ...texts, [name]: currentTarget.value })
      },
    }
  }
  return (
    <section className="pl-card ow-rungs">
      <h2 className="ow-h">{m.owner_rungs_title()}</h2>
      <p>{m.owner_rungs_text()}</p>
      <Textarea
        label={m.owner_rungs_statement()}
        description={m.owner_rungs_statement_text()}
        autosize
        minRows={2}
        {...fieldOf('statement')}
      />
      <TextInput
        label={m.owner_rungs_name()}
        description={m.owner_rungs_name_text()}
        autoComplete="off"
        {...fieldOf('name')}
      />
      <TextInput
        label={m.owner_rungs_contact()}
        description={m.owner_rungs_contact_text()}
        autoComplete="off"
        {...fieldOf('contact')}
      />
    </section>
  )
}
