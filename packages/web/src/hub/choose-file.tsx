import { Button, FileButton } from '@mantine/core'
import { useRef } from 'react'
import type { ReactElement } from 'react'

/** A button that asks for one file; the same one can be chosen again after it was changed. */
export function ChooseFile({
  label,
  accept,
  large = false,
  quiet = false,
  loading = false,
  onFile,
}: {
  readonly label: string
  readonly accept: string
  readonly large?: boolean
  readonly quiet?: boolean
  readonly loading?: boolean
  readonly onFile: (file: File) => void
}): ReactElement {
  const reset = useRef<() => void>(null)
  return (
    <FileButton
      accept={accept}
      inputProps={{ 'aria-label': label }}
      resetRef={reset}
      onChange={(file) => {
        if (file !== null) onFile(file)
        reset.current?.()
      }}
    >
      {({ onClick }) => (
        <Button
          {...(large ? { size: 'lg' } : {})}
          variant={quiet ? 'outline' : 'filled'}
          loading={loading}
          onClick={onClick}
        >
          {label}
        </Button>
      )}
    </FileButton>
  )
}
