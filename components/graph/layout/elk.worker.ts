// The layout library's own worker: in a worker's scope it answers messages by itself, and never touches the thread that draws.
import "elkjs/lib/elk-worker.min.js";
