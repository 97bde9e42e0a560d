#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""endpoint.py ATTACHE LOG FILE...: a SPARQL endpoint on the loopback over RDF files, for tests/service.sh. Prints
its port. Paths say how it behaves: /json, /xml, /slow (no answer), /fail (500), /html (a page), /broken (half an
answer), /redirect (to /json), /file (to a file: IRI), /odd (a wrong IRI). Requests are counted in LOG, a line each."""
import http.server
import subprocess
import sys
import threading
import time
import urllib.parse

attache, log, files = sys.argv[1], sys.argv[2], sys.argv[3:]


class Endpoint(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def send(self, status, media_type, body, location=None):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True)
        with open(log, "a") as out:
            out.write(self.path + " " + " ".join(form["query"][0].split()) + "\n")
        if self.path == "/slow":
            time.sleep(20)
        elif self.path == "/fail":
            self.send(500, "text/plain", b"out of order\n")
        elif self.path == "/html":
            self.send(200, "text/html; charset=utf-8", b"<p>hello</p>")
        elif self.path == "/odd":
            self.send(200, "application/sparql-results+json",
                      b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://x/> } #"}}]}}')
        elif self.path in ("/redirect", "/file"):
            self.send(307, "text/plain", b"", "/json" if self.path == "/redirect" else "file:///etc/hostname")
        else:
            syntax = "xml" if self.path == "/xml" else "json"
            run = subprocess.run([attache, "query", "--no-default-prefixes", "--data", *files, "--format", syntax, form["query"][0]],
                                 capture_output=True)
            if run.returncode:
                self.send(400, "text/plain", run.stderr)
            else:
                body = run.stdout[:len(run.stdout) // 2] if self.path == "/broken" else run.stdout
                self.send(200, f"application/sparql-results+{syntax}", body)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
server.daemon_threads = True
print(server.server_address[1], flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), server.shutdown()), daemon=True).start()  # ends with the test
server.serve_forever(poll_interval=0.05)
