/** One form of recording: how Debian's ffmpeg makes it, and what else is planted in it. */
export interface Form {
  readonly name: string
  readonly file: string
  /** Words for ffmpeg between its inputs and the name of the file. */
  readonly words: string
  /** Filters of the picture. */
  readonly filter?: string
  /** What is planted by hand afterwards, for files built of boxes; or by further inputs. */
  readonly plants: readonly Plant[]
  /** Whether the hub's ffmpeg is to make a copy; else it has to refuse. */
  readonly hub: boolean
}

/** Ways to plant beyond what ffmpeg's own words do. */
export type Plant =
  | 'boxes'
  | 'units'
  | 'tracks'
  | 'loci'
  | 'subtitles'
  | 'chapters'
  | 'cover'
  | 'attachment'
  | 'timecode'
  | 'junk'
  | 'private'
  | 'second-track'
  | 'edit-list'
  | 'trailing'

const avc =
  '-c:v libx264 -preset veryfast -g 125 -keyint_min 125 -sc_threshold 0 -bf 3 -pix_fmt yuv420p'
const hevc =
  '-c:v libx265 -preset ultrafast -x265-params log-level=error:keyint=125:bframes=3 -pix_fmt yuv420p'
const aac = '-c:a aac -b:a 96k'
const keyed = '-movflags use_metadata_tags'

/** Twenty and more containers and codecs, those that cameras and recorders write first. */
export const forms: readonly Form[] = [
  form('a.mp4 mp4: H.264 long GOP, AAC', `${avc} ${aac}`, [
    'boxes',
    'units',
    'tracks',
    'subtitles',
    'chapters',
    'cover',
  ]),
  form('b.mov mov: H.264, PCM, time code', `${avc} -c:a pcm_s16le ${keyed}`, ['timecode', 'boxes']),
  form('c.m4v m4v: H.264, chapters', `${avc} ${aac} -f mp4`, ['chapters', 'trailing']),
  form('d.mp4 mp4 in fragments: H.264, AAC', `${avc} ${aac} -movflags frag_keyframe+delay_moov`, [
    'trailing',
  ]),
  form('e.mp4 mp4: HEVC, AAC', `${hevc} -tag:v hvc1 ${aac}`, ['boxes']),
  form('f.mkv mkv: HEVC, Opus, attachment', `${hevc} -c:a libopus`, [
    'attachment',
    'subtitles',
    'chapters',
  ]),
  form(
    'g.webm webm: VP9, Opus',
    '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 125 -c:a libopus',
    [],
  ),
  form(
    'h.webm webm: VP8, Vorbis',
    '-c:v libvpx -deadline realtime -cpu-used 8 -g 125 -c:a libvorbis',
    [],
  ),
  form('i.mp4 mp4: AV1, AAC', `-c:v libsvtav1 -preset 12 -g 125 ${aac}`, ['boxes']),
  form(
    'j.avi avi: MPEG-4 ASP with B-frames, MP3',
    '-c:v mpeg4 -q:v 3 -bf 2 -g 125 -c:a libmp3lame',
    ['junk'],
  ),
  form('k.avi avi: MJPEG, µ-law', '-c:v mjpeg -q:v 3 -pix_fmt yuvj420p -c:a pcm_mulaw -ar 8000', [
    'junk',
  ]),
  form('l.ts ts: H.264, AAC, private data', `${avc} ${aac}`, ['private']),
  form('m.mts mts: H.264, AC-3', `${avc} -c:a ac3 -f mpegts -mpegts_m2ts_mode 1`, []),
  form('n.ts ts: HEVC, AAC', `${hevc} ${aac}`, []),
  form('o.mpg mpg: MPEG-2 with B-frames, MP2', '-c:v mpeg2video -q:v 3 -bf 2 -g 50 -c:a mp2', [
    'trailing',
  ]),
  {
    ...form('p.3gp 3gp: H.263, AAC', `-c:v h263 -q:v 3 -g 125 ${aac}`, ['loci']),
    filter: 'scale=352:288',
  },
  form('q.flv flv: H.264, AAC', `${avc} ${aac} -ar 44100`, []),
  form('r.flv flv: Sorenson, MP3', '-c:v flv1 -q:v 3 -g 125 -c:a libmp3lame -ar 44100', []),
  form('s.wmv wmv: WMV 2, WMA', '-c:v wmv2 -q:v 3 -g 125 -c:a wmav2', []),
  form('t.mov mov: ProRes, PCM', `-c:v prores_ks -profile:v 0 -c:a pcm_s16le ${keyed}`, [
    'timecode',
  ]),
  form('u.mov mov: MJPEG, A-law', '-c:v mjpeg -q:v 3 -pix_fmt yuvj420p -c:a pcm_alaw -ar 8000', [
    'boxes',
  ]),
  form('v.mkv mkv: H.264, A-law', `${avc} -c:a pcm_alaw -ar 8000`, ['attachment']),
  form('w.mp4 mp4: turned by a quarter', `${avc} ${aac} -metadata:s:v:0 rotate=90`, ['boxes']),
  {
    ...form('x.mp4 mp4: pictures at odd times', `${avc} -fps_mode vfr ${aac}`, ['boxes']),
    filter: "select='not(eq(mod(n,7),3))*not(eq(mod(n,5),1))'",
  },
  {
    ...form('y.mp4 mp4: odd sizes, 4:4:4', `${avc} -pix_fmt yuv444p ${aac}`, ['boxes']),
    filter: 'scale=321:241',
  },
  form('z.mp4 mp4: two picture tracks', `${avc} ${aac}`, ['second-track', 'boxes']),
  form('za.mp4 mp4: edit list', `${avc} ${aac}`, ['edit-list', 'boxes']),
  { ...form('zb.ogv ogv: Theora', '-c:v libtheora -q:v 5 -c:a libvorbis', []), hub: false },
  { ...form('zc.mxf mxf: MPEG-2', '-c:v mpeg2video -q:v 3 -c:a pcm_s16le', []), hub: false },
]

function form(title: string, words: string, plants: readonly Plant[]): Form {
  const [file = '', ...name] = title.split(' ')
  return { name: name.join(' '), file, words, plants, hub: true }
}
