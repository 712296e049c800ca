using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ImageGen.Shell;

/// <summary>Questions to the user: confirmations, missing parameters, credentials.</summary>
internal sealed class ShellPrompt(ShellUserInterface screen)
{
    private volatile bool _awaitsInput;

    internal bool AwaitsInput => _awaitsInput;

    internal string ReadLine()
    {
        string? line = Read(Console.ReadLine);
        // A terminal ends the question's line by the user's own Enter.
        if (line is null || Console.IsInputRedirected) screen.WriteAside(Environment.NewLine);
        if (line is not null) return line;

        // The type by which the parameter binder knows that it cannot ask, and names the missing parameters instead.
        throw new HostException("An answer is needed, but the standard input has ended.");
    }

    internal SecureString ReadSecret()
    {
        SecureString secret = new();
        if (Console.IsInputRedirected)
        {
            foreach (char character in ReadLine()) secret.AppendChar(character);
            return secret;
        }

        while (Read(() => Console.ReadKey(intercept: true)) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
                screen.WriteAside("\b \b");
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
                screen.WriteAside("*");
            }
        }

        screen.WriteAside(Environment.NewLine);
        return secret;
    }

    internal int Choose(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteHeading(caption, message);
        ChoiceKey[] keys = [.. choices.Select(ChoiceKey.Parse)];
        while (true)
        {
            WriteChoices(keys, defaultChoice);
            string answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0) return defaultChoice;
            if (answer == "?") WriteHelp(keys, choices);

            int choice = Array.FindIndex(keys, key => key.Matches(answer));
            if (choice >= 0) return choice;
        }
    }

    internal Dictionary<string, PSObject> Ask(string caption, string message, Collection<FieldDescription> fields)
    {
        WriteHeading(caption, message);
        Dictionary<string, PSObject> answers = new(StringComparer.OrdinalIgnoreCase);
        foreach (FieldDescription field in fields) answers[field.Name] = PSObject.AsPSObject(AskField(field));
        return answers;
    }

    internal PSCredential AskCredential(string caption, string message, string userName)
    {
        WriteHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            screen.WriteAside("User: ");
            userName = ReadLine();
        }

        screen.WriteAside($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret());
    }

    // Text is enough where the type is not a secret or a list: the parameter binder converts it.
    private object AskField(FieldDescription field)
    {
        if (field.ParameterTypeFullName == typeof(PSCredential).FullName)
        {
            return AskCredential(field.Name, field.HelpMessage, userName: string.Empty);
        }
        if (field.ParameterTypeFullName.EndsWith("[]", StringComparison.Ordinal)) return AskList(field.Name);

        screen.WriteAside(field.Name + ": ");
        return field.ParameterTypeFullName == typeof(SecureString).FullName ? ReadSecret() : ReadLine();
    }

    private string[] AskList(string name)
    {
        List<string> items = [];
        while (true)
        {
            screen.WriteAside($"{name}[{items.Count}]: ");
            string item = ReadLine();
            if (item.Length == 0) return [.. items];
            items.Add(item);
        }
    }

    private void WriteHeading(string caption, string message)
    {
        foreach (string text in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(text)) screen.WriteAside(text + Environment.NewLine);
        }
    }

    private void WriteChoices(ChoiceKey[] keys, int defaultChoice)
    {
        foreach (ChoiceKey key in keys) screen.WriteAside($"[{key.Key}] {key.Label}  ");
        string preset = defaultChoice >= 0 ? $" (default is \"{keys[defaultChoice].Key}\")" : string.Empty;
        screen.WriteAside($"[?] Help{preset}: ");
    }

    private void WriteHelp(ChoiceKey[] keys, Collection<ChoiceDescription> choices)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            screen.WriteAside($"{keys[i].Key} - {choices[i].HelpMessage}{Environment.NewLine}");
        }
    }

    private T Read<T>(Func<T> read)
    {
        _awaitsInput = true;
        try
        {
            return read();
        }
        finally
        {
            _awaitsInput = false;
            screen.Progress.NoteWritten(Environment.NewLine);
        }
    }
}
