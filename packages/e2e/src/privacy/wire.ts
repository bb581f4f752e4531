/** What somebody on the line sees of a call: method, path without numbers, headers, length of the body. */
export async function lineOf(request: Request): Promise<string> {
  const { pathname } = new URL(request.url)
  const headers = [...request.headers].map(([name, value]) => `${name}: ${value}`).toSorted()
  const body = await request.clone().arrayBuffer()
  // feeds have numbers, and time goes on
  const path = pathname.replace(/\d+/, 'N')
  return [request.method, path, ...headers, String(body.byteLength)].join(' ')
}
