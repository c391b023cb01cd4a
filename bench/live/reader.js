import { connect } from 'node:net';
import { now } from './clock.js';

/** One for all: what was read is looked at before anything else is read. */
const buffer = Buffer.allocUnsafe(256 * 1024);

/**
 * A client of server-sent events that does as little as it can: a thousand of them are to take less of the machine
 * than the server that they measure. It comes back by itself, with the last id.
 */
export class Reader {
  /** What the service said when it ended the stream, and what it answered when it refused one. */
  endings = [];
  refusals = [];
  connections = 0;
  bytes = 0;
  lastId = '';
  #take;
  #request;
  #port;
  #retryMs = 1_000;
  #socket;
  #following = false;
  #isBody = false;
  #isChunked = false; // or it ends with the connection
  #unread = ''; // of HTTP
  #text = ''; // of the stream

  /**
   * @param take is given each message: its type ('' for none), id and data, and when it had arrived. Text is in
   * UTF-8, one byte a character.
   */
  constructor({ port, path, headers = {}, take }) {
    this.#port = port;
    this.#take = take;
    const lines = Object.entries({ Host: `127.0.0.1:${port}`, Accept: 'text/event-stream', ...headers });
    this.#request = `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`;
  }

  /** @param reading false to read nothing for now */
  follow({ reading = true } = {}) {
    this.#following = true;
    this.#connect(reading);
  }

  /** Reads on, where nothing was read. */
  resume() {
    this.#socket.resume();
  }

  /** Loses the connection; it comes back by itself. */
  cut() {
    this.#socket.destroy();
  }

  close() {
    this.#following = false;
    this.#socket?.destroy();
  }

  #connect(reading = true) {
    if (!this.#following) return;
    this.#isBody = false;
    this.#unread = '';
    this.#text = '';
    this.connections += 1;
    const socket = connect({
      port: this.#port,
      host: '127.0.0.1',
      onread: {
        buffer,
        callback: (length) => {
          this.#read(buffer.latin1Slice(0, length), length, now());
          return true;
        },
      },
    });
    if (!reading) socket.pause();
    this.#socket = socket;
    const place = this.lastId === '' ? '' : `Last-Event-ID: ${this.lastId}\r\n`;
    socket.write(`${this.#request}${place}\r\n`);
    socket.on('error', () => {}); // it closes then
    socket.once('close', () => {
      if (this.#following) setTimeout(() => this.#connect(), this.#retryMs);
    });
  }

  #read(text, length, at) {
    this.bytes += length;
    this.#unread = this.#unread === '' ? text : this.#unread + text;
    if (!this.#isBody && !this.#head()) return;
    if (!this.#isChunked) {
      this.#streamed(this.#unread, at);
      this.#unread = '';
      return;
    }
    let from = 0;
    for (;;) {
      const line = this.#unread.indexOf('\r\n', from);
      if (line < 0) break;
      const end = line + 2 + Number.parseInt(this.#unread.slice(from, line), 16);
      if (this.#unread.length < end + 2) break;
      this.#streamed(this.#unread.slice(line + 2, end), at);
      from = end + 2;
    }
    this.#unread = from === this.#unread.length ? '' : this.#unread.slice(from);
  }

  /** True once the head of the answer is there, and is that of a stream. */
  #head() {
    const end = this.#unread.indexOf('\r\n\r\n');
    if (end < 0) return false;
    if (!this.#unread.startsWith('HTTP/1.1 200 ')) {
      this.refusals.push(this.#unread);
      this.#unread = '';
      this.#socket.destroy();
      return false;
    }
    this.#isChunked = /^transfer-encoding: *chunked/im.test(this.#unread.slice(0, end));
    this.#unread = this.#unread.slice(end + 4);
    this.#isBody = true;
    return true;
  }

  #streamed(text, at) {
    const all = this.#text === '' ? text : this.#text + text;
    let from = 0;
    for (let end = all.indexOf('\n\n'); end >= 0; end = all.indexOf('\n\n', from)) {
      this.#message(all.slice(from, end), at);
      from = end + 2;
    }
    this.#text = from === all.length ? '' : all.slice(from);
  }

  #message(text, at) {
    let event = '';
    let data;
    for (let from = 0; from < text.length; ) {
      const line = text.indexOf('\n', from);
      const end = line < 0 ? text.length : line;
      const colon = text.indexOf(': ', from);
      const field = text.slice(from, colon);
      if (field === 'data') data = text.slice(colon + 2, end);
      else if (field === 'id') this.lastId = text.slice(colon + 2, end);
      else if (field === 'event') event = text.slice(colon + 2, end);
      else if (field === 'retry') this.#retryMs = Number(text.slice(colon + 2, end));
      from = end + 1;
    }
    if (data === undefined) return;
    if (event === 'end') this.endings.push(JSON.parse(data).reason);
    else this.#take(event, this.lastId, data, at);
  }
}
