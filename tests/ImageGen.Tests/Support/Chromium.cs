using System;
using System.Collections.Generic;
using System.IO;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Support;

/// <summary>A page in a window of a <see cref="Browser"/>, driven over the browser's own protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new(s_patience);
    private string? _context;
    private string? _session;
    private int _id;

    private Chromium()
    {
    }

    /// <summary>What the page asked for, its own address among it.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Errors and warnings of the console, and exceptions.</summary>
    public List<string> Complaints { get; } = [];

    internal static async Task<Chromium> OpenAsync(
        Uri browser, Uri file, (int Width, int Height) window, bool isDark, string? early)
    {
        Chromium page = new();
        await page.ConnectAsync(browser);
        await page.CallAsync("Emulation.setDeviceMetricsOverride", new JsonObject
        {
            ["width"] = window.Width,
            ["height"] = window.Height,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = window.Width < 600,
        });
        await page.CallAsync("Emulation.setFocusEmulationEnabled", new JsonObject { ["enabled"] = true });
        await page.PreferAsync("prefers-color-scheme", isDark ? "dark" : "light");
        foreach (string domain in (string[])["Network", "Runtime", "Log", "Page"])
        {
            await page.CallAsync(domain + ".enable", []);
        }

        if (early is not null)
        {
            await page.CallAsync("Page.addScriptToEvaluateOnNewDocument", new JsonObject { ["source"] = early });
        }

        await page.CallAsync("Page.navigate", new JsonObject { ["url"] = file.AbsoluteUri });
        await page.UntilAsync("document.readyState === 'complete' && document.body.children.length > 2");
        return page;
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

    /// <summary>Closes the window, and forgets what it kept.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open && _context is not null)
        {
            _session = null;
            await CallAsync("Target.disposeBrowserContext", new JsonObject { ["browserContextId"] = _context });
        }

        _socket.Dispose();
        _end.Dispose();
    }

    private async Task ConnectAsync(Uri browser)
    {
        await _socket.ConnectAsync(browser, _end.Token);
        _context = (await CallAsync("Target.createBrowserContext", []))["browserContextId"]!.ToString();
        JsonNode target = await CallAsync(
            "Target.createTarget", new JsonObject { ["url"] = "about:blank", ["browserContextId"] = _context });
        JsonNode attached = await CallAsync(
            "Target.attachToTarget",
            new JsonObject { ["targetId"] = target["targetId"]!.ToString(), ["flatten"] = true });
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
