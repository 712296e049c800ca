using System;
using System.IO;
using System.Management.Automation;

namespace ImageGen.Shell;

/// <summary>The module's main paths, typed out and run in the sandbox. Taken again, it replaces its images.</summary>
internal sealed class Tour(ShellHost host, PipelineRunner runner)
{
    private const string Folder = "imagegen-tour";

    private static readonly TourStep[] s_steps =
    [
        new(
            "One pipeline generates, edits twice and saves. Each edit knows its source image.",
            $"""
            New-AIImage 'a gray tabby cat hugging an otter with an orange scarf' |
                Edit-AIImage 'now make it look realistic' |
                Edit-AIImage 'add falling snow' -OutFile ./{Folder}/otter.png -Force
            """),
        new(
            "A stream shows the image as it grows. The last one is final and is saved.",
            $$"""
            Get-AIImageStream 'a river made of white owl feathers' -PartialImages 3 | ForEach-Object {
                if ($_.IsFinal) { $_ | Save-AIImage ./{{Folder}}/river.png -Force -PassThru } else { $_ }
            }
            """),
        new(
            "A file from disk is edited in the same way. The sidecar keeps how the image was made.",
            $"""
            Edit-AIImage 'remove the background' -LiteralPath ./{Folder}/otter.png -Background transparent |
                Save-AIImage ./{Folder}/clean.png -Sidecar -Force -PassThru
            """),
        new(
            "A later session gets the image back with its prompt and its parent.",
            $$"""
            Get-AIImage ./{{Folder}}/clean.png | ForEach-Object { "'$($_.Prompt)' from $($_.ParentPath)" }
            """),
        new(
            "One page shows them all, each beside its source image. Open it in a browser.",
            $"""
            './{Folder}/*.png' | Export-AIImageGallery ./{Folder}/index.html -Title 'A tour' -Force
            """),
    ];

    /// <summary>The last step, where somebody sees it.</summary>
    private static readonly TourStep s_look = new(
        "And here it is, as well as this terminal can show it.", $"Show-AIImage ./{Folder}/otter.png -Height 20");

    /// <summary>Returns false when a step failed; the steps after it would build on what is not there.</summary>
    internal bool Take()
    {
        DirectoryInfo folder = Directory.CreateDirectory(Folder);
        Say("ImageGen, a tour. The images come from the sandbox: no key is needed and nothing is sent.");
        foreach (TourStep step in s_steps)
        {
            Show(step);
            if (!runner.Run(step.Script)) return false;
            if (host.ExitCode is not null) return true;
        }

        if (!Console.IsOutputRedirected)
        {
            Show(s_look);
            runner.Run(s_look.Script);
        }

        ShowFiles(folder);
        return true;
    }

    private void Show(TourStep step)
    {
        Say(string.Empty);
        Say(ShellUserInterface.Style(PSStyle.Instance.Foreground.Green, "# " + step.Title));
        string prompt = "PS> ";
        foreach (string line in step.Script.Split('\n'))
        {
            string text = line.TrimEnd('\r');
            Say(prompt + ShellUserInterface.Style(PSStyle.Instance.Foreground.BrightYellow, text));
            prompt = " >> ";
        }
    }

    private void ShowFiles(DirectoryInfo folder)
    {
        Say(string.Empty);
        Say($"The images are in {folder.FullName}");
        FileInfo[] files = folder.GetFiles();
        Array.Sort(files, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        foreach (FileInfo file in files)
        {
            Say($"  {file.Name,-16} {file.Length,9:N0} bytes  {PngSize.Describe(file)}".TrimEnd());
        }

        Say(string.Empty);
        Say("Try your own: dotnet run --project src/Shell -- \"New-AIImage 'a red fox in snow' -OutFile fox.png\"");
        Say("With OPENAI_API_KEY set, the same line goes to the real service.");
    }

    private void Say(string text) => host.Screen.WriteLine(text);
}
