using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Support;

/// <summary>
/// A page in a headless Chromium, driven over its own protocol; the test is skipped where there is none.
/// </summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly ScratchFolder _profile = new();
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new(s_patience);
    private readonly Process _process;
    private string? _session;
    private int _id;

    private Chromium(Process process) => _process = process;

    /// <summary>What the page asked for, its own address among it.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Errors and warnings of the console, and exceptions.</summary>
    public List<string> Complaints { get; } = [];

    /// <param name="file">The page.</param>
    /// <param name="width">Of the window.</param>
    /// <param name="height">Of the window.</param>
    /// <param name="isDark">What the system prefers.</param>
    /// <param name="early">A script that runs before those of the page.</param>
    public static async Task<Chromium> OpenAsync(
        string file, int width = 1280, int height = 900, bool isDark = false, string? early = null)
    {
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "Chromium is not installed.");

        Process process = new();
        Chromium chromium = new(process);
        process.StartInfo = new ProcessStartInfo(program!)
        {
            RedirectStandardError = true,
            ArgumentList =
            {
                "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0",
                "--user-data-dir=" + chromium._profile.Root, $"--window-size={width},{height}", "about:blank",
            },
        };
        process.Start();
        await chromium.ConnectAsync();
        await chromium.CallAsync("Emulation.setDeviceMetricsOverride", new JsonObject
        {
            ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600,
        });
        await chromium.PreferAsync("prefers-color-scheme", isDark ? "dark" : "light");
        foreach (string domain in (string[])["Network", "Runtime", "Log", "Page"])
        {
            await chromium.CallAsync(domain + ".enable", []);
        }

        if (early is not null)
        {
            await chromium.CallAsync("Page.addScriptToEvaluateOnNewDocument", new JsonObject { ["source"] = early });
        }

        await chromium.CallAsync("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
        await chromium.UntilAsync("document.readyState === 'complete' && document.body.children.length > 2");
        return chromium;
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        JsonNode answer = await CallAsync("Runtime.evaluate", new JsonObject
        {
            ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true,
        });
        Assert.Null(answer["exceptionDetails"]);
        return answer["result"]!["value"];
    }

    public async Task<string> TextAsync(string expression) => (await EvaluateAsync(expression))!.ToString();

    /// <summary>Waits, as long as the test may, until the page says so.</summary>
    public async Task UntilAsync(string condition)
    {
        while ((await EvaluateAsync($"Boolean({condition})"))?.GetValue<bool>() != true)
        {
            await EvaluateAsync("new Promise(requestAnimationFrame)");
        }
    }

    /// <summary>What the person who looks at the page prefers, and on screen or on paper.</summary>
    public Task PreferAsync(string feature, string value, string media = "screen") =>
        CallAsync("Emulation.setEmulatedMedia", new JsonObject
        {
            ["media"] = media,
            ["features"] = new JsonArray(new JsonObject { ["name"] = feature, ["value"] = value }),
        });

    /// <summary>Prints the page, as PDF.</summary>
    public async Task<byte[]> PrintAsync() =>
        Convert.FromBase64String((await CallAsync("Page.printToPDF", []))["data"]!.ToString());

    public async Task PressAsync(string key)
    {
        foreach (string type in (string[])["keyDown", "keyUp"])
        {
            JsonObject press = new() { ["type"] = type, ["key"] = key };
            if (key.Length == 1 && type == "keyDown") press["text"] = key;
            if (key == "Enter" && type == "keyDown") press["text"] = "\r";
            press["windowsVirtualKeyCode"] = key switch
            {
                "Enter" => 13, "Escape" => 27, "End" => 35, "Home" => 36,
                "ArrowLeft" => 37, "ArrowUp" => 38, "ArrowRight" => 39, "ArrowDown" => 40, _ => 0,
            };
            await CallAsync("Input.dispatchKeyEvent", press);
        }
    }

    public async Task SaveScreenshotAsync(string path)
    {
        JsonNode shot = await CallAsync("Page.captureScreenshot", []);
        await File.WriteAllBytesAsync(path, Convert.FromBase64String(shot["data"]!.ToString()), _end.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _end.Dispose();
        _profile.Dispose();
    }

    private async Task ConnectAsync()
    {
        const string Listening = "DevTools listening on ";
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync(_end.Token);
            Assert.NotNull(line);
        }
        while (!line.StartsWith(Listening, StringComparison.Ordinal));

        _ = _process.StandardError.ReadToEndAsync(_end.Token);
        await _socket.ConnectAsync(new Uri(line[Listening.Length..]), _end.Token);
        JsonNode targets = await CallAsync("Target.getTargets", []);
        JsonNode page = targets["targetInfos"]!.AsArray().First(target => $"{target!["type"]}" == "page")!;
        JsonNode attached = await CallAsync(
            "Target.attachToTarget",
            new JsonObject { ["targetId"] = page["targetId"]!.ToString(), ["flatten"] = true });
        _session = attached["sessionId"]!.ToString();
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject parameters)
    {
        JsonObject call = new() { ["id"] = ++_id, ["method"] = method, ["params"] = parameters };
        if (_session is not null) call["sessionId"] = _session;
        byte[] text = System.Text.Encoding.UTF8.GetBytes(call.ToJsonString());
        await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, _end.Token);
        while (true)
        {
            JsonNode message = await ReceiveAsync();
            if (message["id"]?.GetValue<int>() == _id)
            {
                Assert.Null(message["error"]);
                return message["result"]!;
            }

            Note(message);
        }
    }

    private async Task<JsonNode> ReceiveAsync()
    {
        using MemoryStream text = new();
        byte[] buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, _end.Token);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(text.ToArray(), documentOptions: new JsonDocumentOptions { MaxDepth = 256 })!;
    }

    private void Note(JsonNode message)
    {
        JsonNode? facts = message["params"];
        switch ($"{message["method"]}")
        {
            case "Network.requestWillBeSent":
                Requests.Add($"{facts!["request"]!["url"]}");
                break;
            case "Runtime.exceptionThrown" or "Runtime.consoleAPICalled" or "Log.entryAdded":
                Complaints.Add(facts!.ToJsonString());
                break;
        }
    }
}
