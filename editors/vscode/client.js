'use strict';
// One `caspianctl lsp`: messages with Content-Length over its standard input and output.

const { spawn } = require('child_process');

class Client {
  /**
   * @param {string[]} command the program and its arguments
   * @param {(method: string, params: any) => any} onMessage gets what the server tells and asks; what it returns is
   *   the answer
   * @param {(reason: string) => void} onEnd called once when the server is gone
   */
  constructor(command, onMessage, onEnd) {
    this.onMessage = onMessage;
    this.onEnd = onEnd;
    this.waiting = new Map();
    this.last = 0;
    this.pending = Buffer.alloc(0);
    this.complaint = '';
    this.server = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'pipe'] });
    this.server.stdout.on('data', (bytes) => this.receive(bytes));
    this.server.stderr.on('data', (bytes) => (this.complaint = (this.complaint + bytes).slice(-4000)));
    this.server.stdin.on('error', () => {});
    this.server.on('error', (error) => this.end(`${command[0]} can't be started: ${error.message}`));
    this.server.on('close', (code) => this.end(this.complaint || `caspianctl lsp has ended with ${code}`));
  }

  end(reason) {
    if (!this.onEnd) return;
    const { onEnd } = this;
    this.onEnd = undefined;
    for (const { reject } of this.waiting.values()) reject(new Error(reason));
    this.waiting.clear();
    onEnd(reason);
  }

  send(message) {
    if (!this.onEnd) return;
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.server.stdin.write(body);
  }

  notify(method, params) {
    this.send({ method, params });
  }

  /** Asks; a VS Code cancellation token is passed on, and then the answer is `undefined`. */
  ask(method, params, token) {
    if (!this.onEnd) return Promise.reject(new Error('caspianctl lsp does not run'));
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      if (token) token.onCancellationRequested(() => this.notify('$/cancelRequest', { id }));
      this.send({ id, method, params });
    });
  }

  receive(bytes) {
    this.pending = Buffer.concat([this.pending, bytes]);
    for (;;) {
      const end = this.pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.pending.toString('latin1', 0, end))[1]);
      if (this.pending.length < end + 4 + length) return;
      const message = JSON.parse(this.pending.toString('utf8', end + 4, end + 4 + length));
      this.pending = this.pending.subarray(end + 4 + length);
      this.take(message);
    }
  }

  async take(message) {
    if (message.method === undefined) {
      const call = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if (!call) return;
      // Cancelled, or the text has changed: nobody wants to hear of that.
      if (message.error && [-32800, -32801].includes(message.error.code)) call.resolve(undefined);
      else if (message.error) call.reject(new Error(message.error.message));
      else call.resolve(message.result);
      return;
    }
    const result = await this.onMessage(message.method, message.params);
    if (message.id !== undefined) this.send({ id: message.id, result: result === undefined ? null : result });
  }

  async stop() {
    try {
      await this.ask('shutdown');
      this.notify('exit');
    } catch {
      this.server.kill();
    }
  }
}

module.exports = { Client };
