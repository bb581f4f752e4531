import { forgetClips } from '../clips/clips.ts'
import { wipeWorkFolder } from '../device/work.ts'
import { goTo } from '../stage.ts'

/** Declines: forgets what was picked, and closes the tab where the browser lets a page do that. */
export function closePage(): void {
  close('closed')
}

/** Leaves after an answer was sent. */
export function closeSent(): void {
  close('done')
}

function close(stage: 'closed' | 'done'): void {
  forgetClips()
  goTo(stage)
  // what could not be deleted now is when the next tab opens
  void wipeWorkFolder().finally(() => {
    window.close()
  })
}
