"""The application of app.yaml as a tutorial of Flask would have it."""
import flask

app = flask.Flask(__name__)
ITEMS = [{"id": 1, "name": "apple"}]


@app.get("/")
def greeting():
    return {"hello": "world"}


@app.get("/items")
def items():
    return flask.jsonify(ITEMS)


@app.post("/items")
def add_item():
    item = flask.request.get_json()
    return item, 201, {"Location": f"/items/{item['id']}"}


@app.get("/items/1")
def item():
    response = flask.jsonify(ITEMS[0])
    response.add_etag()
    return response.make_conditional(flask.request)


@app.delete("/items/1")
def remove_item():
    return "", 204


@app.get("/text")
def text():
    return flask.send_file("site/notes.txt")


@app.get("/private")
def private():
    credentials = flask.request.authorization
    if credentials and credentials.username == "user" and credentials.password == "secret":
        return {"hello": credentials.username}
    return {"error": "Who are you?"}, 401, {"WWW-Authenticate": 'Basic realm="private"'}


@app.get("/old")
def old():
    return flask.redirect("/")


@app.post("/reset")
def reset():
    return "The form is clear.", 205


@app.get("/newer")
def newer():
    return {"error": "Use the other protocol."}, 426, {"Upgrade": "HTTP/2.0", "Connection": "Upgrade"}
