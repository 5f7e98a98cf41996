// The application of app.yaml with nothing but Node's http: what it does with a method or a field that nobody
// thought of is what Node does.
'use strict';
const fs = require('fs');
const http = require('http');
const path = require('path');

const apple = { id: 1, name: 'apple' };

function send(response, status, value, fields = {}) {
  const content = JSON.stringify(value);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': content.length, ...fields });
  response.end(content);
}

function add(request, response) {
  let content = '';
  request.on('data', (piece) => { content += piece; });
  request.on('end', () => {
    const item = JSON.parse(content);
    send(response, 201, item, { Location: `/items/${item.id}` });
  });
}

function secret(request, response) {
  const known = 'Basic ' + Buffer.from('user:secret').toString('base64');
  if (request.headers.authorization === known) return send(response, 200, { hello: 'user' });
  return send(response, 401, { error: 'Who are you?' }, { 'WWW-Authenticate': 'Basic realm="private"' });
}

const routes = {
  '/': (_, response) => send(response, 200, { hello: 'world' }),
  '/items': (request, response) => (request.method === 'POST' ? add(request, response) : send(response, 200, [apple])),
  '/items/1': (request, response) => {
    if (request.method === 'DELETE') return response.writeHead(204).end();
    return send(response, 200, apple, { ETag: '"apple-1"' });
  },
  '/text': (_, response) => {
    response.setHeader('Content-Type', 'text/plain');
    fs.createReadStream(path.join(__dirname, 'site', 'notes.txt')).pipe(response);
  },
  '/private': secret,
  '/old': (_, response) => response.writeHead(302, { Location: '/' }).end(),
  '/reset': (_, response) => response.writeHead(205, { 'Content-Type': 'text/html' }).end('The form is clear.'),
  '/newer': (_, response) => send(response, 426, { error: 'Use the other protocol.' },
    { Upgrade: 'HTTP/2.0', Connection: 'Upgrade' }),
};

const server = http.createServer((request, response) => {
  const route = routes[request.url.split('?')[0]];
  if (route) route(request, response);
  else send(response, 404, { error: 'There is nothing here.' });
});
server.listen(0, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${server.address().port} `));
