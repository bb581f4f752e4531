import { codeOf, Fault } from '@porchlight/core'
import { ZipView } from '@porchlight/owner'

/**
 * Sends a zip to the hub as it is, and tells how far it is: `fetch` does not.
 *
 * @throws {Fault} as the hub refused it
 * @throws {TypeError} where the hub does not answer
 */
export async function sendZip(file: File, progress: (part: number) => void): Promise<ZipView> {
  const { status, body } = await new Promise<{ readonly status: number; readonly body: unknown }>(
    (resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('POST', '/api/hub/zips')
      request.setRequestHeader('content-type', 'application/zip')
      request.responseType = 'json'
      request.upload.addEventListener('progress', ({ loaded, total }) => {
        if (total > 0) progress(loaded / total)
      })
      request.addEventListener('load', () => {
        resolve({ status: request.status, body: request.response })
      })
      request.addEventListener('error', () => {
        reject(new TypeError('The hub does not answer'))
      })
      request.send(file)
    },
  )
  if (status !== 200) throw new Fault(codeOf(body))
  return ZipView.parse(body)
}
