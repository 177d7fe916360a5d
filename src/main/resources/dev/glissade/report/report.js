// Draws the charts of a report. Each stands in an element of the class "chart" as JSON, made by FigureJson.
(() => {
  "use strict";

  const LIGHT = {
    text: "#1c1f24", faint: "#5b6470", grid: "#e6e9ee", edge: "#ffffff", mark: "#555555",
    colors: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#777777", "#8c5a2b"],
  };
  const DARK = {
    text: "#e4e7eb", faint: "#9aa4b1", grid: "#2c333d", edge: "#14171c", mark: "#b5bcc6",
    colors: ["#4aa8e0", "#f0803c", "#2fc79b", "#e09cc2", "#f2b840", "#9ad4f7", "#a9b0ba", "#c79a6b"],
  };
  const SCALE = [[0, "#440154"], [0.2, "#414487"], [0.4, "#2a788e"], [0.6, "#22a884"], [0.8, "#7ad151"], [1, "#fde725"]];
  // Nothing leaves this page: what Plotly offers to upload charts is taken away.
  const OPTIONS = {
    responsive: true, displaylogo: false, plotlyServerURL: "", showSendToCloud: false, showEditInChartStudio: false,
    modeBarButtonsToRemove: ["sendChartToCloud", "editInChartStudio", "select2d", "lasso2d"],
  };

  // Plotly takes some HTML in its texts; names are text and nothing else.
  const plain = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  const colorOf = (series, theme) => theme.colors[series.color % theme.colors.length];

  const shade = (color) => color + "38";

  const isPoint = (value) => value !== null && value !== undefined;

  // A point between two gaps is a line of no length: it gets a marker.
  function markerSizes(series) {
    const { y, form } = series;
    if (form === "markers") return y.length > 200 ? 4 : 7;
    const all = form === "line-with-markers" ? 5 : 0;
    return y.map((value, i) => (isPoint(value) && !isPoint(y[i - 1]) && !isPoint(y[i + 1]) ? 5 : all));
  }

  function trace(series, theme) {
    const color = colorOf(series, theme);
    const sizes = markerSizes(series);
    const marked = Array.isArray(sizes) ? sizes.some((size) => size > 0) : true;
    const result = {
      type: "scatter",
      name: plain(series.name),
      legendgroup: series.name,
      showlegend: true,
      x: series.x,
      y: series.y,
      connectgaps: false,
      mode: series.form === "markers" ? "markers" : marked ? "lines+markers" : "lines",
      line: { color, width: 2, dash: series.dashed ? "dash" : "solid" },
      marker: { color, size: sizes, line: { width: 0 } },
    };
    if (series.low && series.form !== "band") {
      const length = (from, to) => series.y.map((_, i) => (isPoint(from[i]) && isPoint(to[i]) ? to[i] - from[i] : null));
      result.error_y = {
        type: "data", symmetric: false, array: length(series.y, series.high), arrayminus: length(series.low, series.y),
        color, thickness: 1, width: 3,
      };
    }
    if (series.low) {
      result.customdata = series.low.map((low, i) => (isPoint(low) ? [low, series.high[i]] : ["", ""]));
      result.hovertemplate = "%{x}: %{y} (95 %: %{customdata[0]} to %{customdata[1]})";
    } else {
      result.hovertemplate = "%{x}: %{y}";
    }
    return result;
  }

  // The area of the intervals: of each stretch without a gap, there along the upper ends and back along the lower ones.
  function area(series, theme) {
    const x = [];
    const y = [];
    const close = (from, to) => {
      if (to - from < 2) return;
      for (let i = from; i < to; i++) { x.push(series.x[i]); y.push(series.high[i]); }
      for (let i = to - 1; i >= from; i--) { x.push(series.x[i]); y.push(series.low[i]); }
      x.push(series.x[from], null);
      y.push(series.high[from], null);
    };
    let from = 0;
    for (let i = 0; i <= series.x.length; i++) {
      if (i === series.x.length || !isPoint(series.low[i])) {
        close(from, i);
        from = i + 1;
      }
    }
    return {
      type: "scatter", mode: "lines", x, y, fill: "toself", fillcolor: shade(colorOf(series, theme)),
      line: { width: 0 }, hoverinfo: "skip", showlegend: false, legendgroup: series.name,
    };
  }

  const DASHES = ["dot", "dashdot", "longdash", "longdashdot"];

  function mark(line, number, theme) {
    return {
      type: "scatter", mode: "lines", x: line.x, y: line.y, name: plain(line.name), showlegend: true,
      line: { color: theme.mark, width: 1.5, dash: DASHES[number % DASHES.length] }, hovertemplate: "%{x}: %{y}",
    };
  }

  function axis(of, theme) {
    return {
      title: { text: plain(of.title), standoff: 8 },
      type: of.logarithmic ? "log" : "linear",
      exponentformat: of.logarithmic ? "power" : "e",
      gridcolor: theme.grid, zerolinecolor: theme.grid, linecolor: theme.faint, automargin: true,
    };
  }

  function layout(theme, narrow) {
    return {
      autosize: true,
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { color: theme.text, family: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif", size: narrow ? 11 : 12 },
      margin: { l: 60, r: 16, t: 16, b: 48 },
      hovermode: "closest",
      modebar: { bgcolor: "rgba(0,0,0,0)", color: theme.faint, activecolor: theme.text },
      hoverlabel: { namelength: -1 },
      showlegend: true,
      legend: narrow ? { orientation: "h", x: 0, y: -0.25, yanchor: "top" } : { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" },
    };
  }

  function chart(data, theme, narrow) {
    const traces = data.series.filter((series) => series.form === "band" && series.low).map((series) => area(series, theme));
    data.marks.forEach((line, number) => traces.push(mark(line, number, theme)));
    data.series.forEach((series) => traces.push(trace(series, theme)));
    return { traces, layout: { ...layout(theme, narrow), xaxis: axis(data.x, theme), yaxis: axis(data.y, theme) } };
  }

  function short(value) {
    if (value === null) return "";
    return Math.abs(value) >= 1e5 ? value.toExponential(2) : Number(value.toPrecision(4)).toString();
  }

  // Levels lie closer towards the minimum: what is drawn is the root of the height above it.
  function heights(data) {
    const all = data.values.flat().filter(isPoint);
    const least = all.reduce((one, other) => Math.min(one, other));
    const greatest = all.reduce((one, other) => Math.max(one, other));
    const roots = data.values.map((row) => row.map((value) => (isPoint(value) ? Math.sqrt(value - least) : null)));
    const top = Math.sqrt(greatest - least);
    const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * top);
    return { roots, top, ticks, labels: ticks.map((tick) => short(least + tick * tick)) };
  }

  // On the colours of a field, of which the first is that of its darkest level, series begin with the second colour.
  const onField = (series) => ({ ...series, color: series.color + 1 });

  function contour(data, theme, narrow) {
    const { roots, top, ticks, labels } = heights(data);
    const value = plain(data.value.title);
    const field = {
      type: "contour", x: data.xs, y: data.ys, z: roots, colorscale: SCALE, zmin: 0, zmax: top || 1, showlegend: false,
      autocontour: false, contours: { start: 0, end: top, size: (top || 1) / 16, coloring: "fill" }, line: { width: 0.5, color: "#333333" },
      colorbar: { title: { text: value, side: narrow ? "top" : "right" }, tickvals: ticks, ticktext: labels, thickness: 14 },
      text: data.values.map((row) => row.map(short)), hovertemplate: "(%{x}, %{y}): %{text}<extra></extra>",
    };
    const series = data.series.map((each) => {
      const result = trace(onField(each), theme);
      if (each.form === "markers") result.marker = { ...result.marker, size: 11, line: { color: "#ffffff", width: 1.5 } };
      return result;
    });
    return {
      traces: [field, ...series],
      layout: { ...layout(theme, narrow), xaxis: axis(data.x, theme), yaxis: axis(data.y, theme) },
    };
  }

  function surface(data, theme, narrow) {
    const { roots, top, ticks, labels } = heights(data);
    const field = {
      type: "surface", x: data.xs, y: data.ys, z: data.values, surfacecolor: roots, cmin: 0, cmax: top || 1, colorscale: SCALE,
      opacity: 0.92, showlegend: false,
      colorbar: { title: { text: plain(data.value.title), side: narrow ? "top" : "right" }, tickvals: ticks, ticktext: labels, thickness: 14, len: 0.7 },
      hovertemplate: "(%{x}, %{y}): %{z}<extra></extra>",
    };
    const series = data.series.map((each) => {
      const color = colorOf(onField(each), theme);
      return {
        type: "scatter3d", name: plain(each.name), showlegend: true, x: each.x, y: each.y, z: each.z,
        mode: each.form === "markers" ? "markers" : "lines",
        line: { color, width: 5 }, marker: { color, size: 5, line: { color: "#ffffff", width: 1 } }, hovertemplate: "(%{x}, %{y}): %{z}",
      };
    });
    const side = (of) => ({ title: { text: plain(of.title) }, exponentformat: "e", gridcolor: theme.faint, zerolinecolor: theme.faint, color: theme.text });
    const scene = {
      xaxis: side(data.x), yaxis: side(data.y), zaxis: side(data.value), aspectmode: "manual", aspectratio: { x: 1, y: 1, z: 0.7 },
      camera: { eye: { x: 1.1, y: -1.5, z: 0.9 } },
    };
    return { traces: [field, ...series], layout: { ...layout(theme, narrow), margin: { l: 0, r: 0, t: 30, b: 0 }, scene } };
  }

  const KINDS = { chart, contour, surface };
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const drawn = [];

  function draw(each, light) {
    const theme = dark.matches && !light ? DARK : LIGHT;
    const { traces, layout: look } = KINDS[each.data.kind](each.data, theme, each.holder.clientWidth < 560);
    const library = each.data.kind === "surface" ? window.PlotlySurfaces : window.PlotlyCartesian;
    return library.react(each.holder, traces, look, OPTIONS);
  }

  for (const holder of document.querySelectorAll(".chart")) {
    const source = holder.querySelector("script[type='application/json']");
    if (source === null) continue;
    const data = JSON.parse(source.textContent);
    holder.classList.add(data.kind === "chart" ? "flat" : "square");
    source.remove();
    drawn.push({ holder, data });
  }
  const all = drawn.map((each) => draw(each, false));
  Promise.all(all).then(() => document.documentElement.setAttribute("data-drawn", String(drawn.length)));
  dark.addEventListener("change", () => drawn.forEach((each) => draw(each, false)));
  window.addEventListener("beforeprint", () => drawn.forEach((each) => draw(each, true)));
  window.addEventListener("afterprint", () => drawn.forEach((each) => draw(each, false)));
})();
