using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using ImageGen.Terminal;

namespace ImageGen.Tests.Support;

/// <summary>A terminal that answers by a script. No time passes in it: what is not there at once never comes.</summary>
internal sealed class ScriptedTerminal : ITerminal
{
    private const string End = "\x1b[c";

    private readonly MemoryStream _output = new();
    private readonly StringBuilder _input = new();

    /// <summary>What it answers to all questions together; null for one that never answers.</summary>
    public string? Answer { get; init; }

    /// <summary>What it says to tmux's own command.</summary>
    public string? Tmux { get; init; }

    public Dictionary<string, string> Variables { get; init; } = [];

    public int Columns { get; init; } = 80;

    public int Rows { get; init; } = 24;

    public Encoding Encoding { get; init; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public bool CanAnswer { get; init; } = true;

    public bool HasInput => _input.Length > 0;

    /// <summary>Runs after each block that is written.</summary>
    public Action? Written { get; set; }

    /// <summary>How long each answer was waited for, tmux's too.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public int TmuxCalls { get; private set; }

    public byte[] Bytes => _output.ToArray();

    public string Output => Encoding.GetString(Bytes);

    public int Questions => Output.Split(End).Length - 1;

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public void Type(string keys) => _input.Append(keys);

    public void Write(byte[] bytes, int count)
    {
        _output.Write(bytes, 0, count);
        bool isQuestion = Encoding.ASCII.GetString(bytes, 0, count).EndsWith(End, StringComparison.Ordinal);
        if (isQuestion && Answer is not null) _input.Append(Answer);
        Written?.Invoke();
    }

    public string ReadUntil(Func<string, bool> isWhole, TimeSpan limit)
    {
        if (limit > TimeSpan.Zero) Waits.Add(limit);
        int length = 0;
        while (length < _input.Length && !isWhole(_input.ToString(0, length))) length++;
        string text = _input.ToString(0, length);
        _input.Remove(0, length);
        return text;
    }

    public string? AskTmux(string format, TimeSpan limit)
    {
        TmuxCalls++;
        Waits.Add(limit);
        return Tmux;
    }
}
