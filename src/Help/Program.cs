using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace ImageGen.Help;

/// <summary>Turns the XML docs of a binary module into the MAML file that Get-Help reads.</summary>
internal static class Program
{
    private const string ProjectOption = "--project=";

    private const string Usage =
        """
        Help <module.dll> <module.xml> <output.xml> [--check] [--project=<address>]

        Writes the help file from the module's XML docs, and beside it one Markdown page for each cmdlet; with --check
        it writes nothing and fails when a file is old. With the project's address, Get-Help -Online opens the page.

        Help --package <repository> <module folder> [--project=<address>]

        Writes the pages and the manifest of the assembled module, without links to files that it does not have. What
        stands between <!-- repository --> and <!-- /repository --> is left out.

        On the cmdlet class:
          <summary>                  the synopsis
          <remarks> of <para>        the description
          <example>                  at least three: <para>title</para> <code>commands</code> <para>remarks</para>
          <seealso href="...">text   a link; Get-Help shows its address, and -Online never opens it
          <seealso cref="..."/>      a related cmdlet
          <input cref="...">text     what the pipeline takes; without it, the by-value parameters and their docs
          <output cref="...">text    what is to be said of an [OutputType]; without it, the summary of that type
          [OutputType(typeof(void))] emits nothing
        On a parameter's property, also of a base class, also by <inheritdoc/>:
          <summary> and <remarks>    the description
          [PSDefaultValue(Help=)]    the default value     [SupportsWildcards]  accepts wildcards
        In text: <see cref> becomes the cmdlet's name, -Parameter or the short name; null, true and false get their $;
        <list> becomes lines with "-" or, with type="number", "1.".

        HELP000 cannot run            HELP001 file is not current         HELP002 no synopsis
        HELP003 no description        HELP004 parameter not described     HELP005 fewer than three examples
        HELP006 example without code  HELP007 example without title       HELP008 no [OutputType]
        HELP009 cref not resolved     HELP010 <output> not in [OutputType]
        """;

    private static int Main(string[] arguments)
    {
        bool check = arguments.Contains("--check", StringComparer.Ordinal);
        string project = arguments
            .Where(argument => argument.StartsWith(ProjectOption, StringComparison.Ordinal))
            .Select(argument => argument[ProjectOption.Length..].TrimEnd('/'))
            .LastOrDefault("");
        string[] paths = [.. arguments.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal))];
        bool isPackage = arguments.Contains("--package", StringComparer.Ordinal);
        if (paths.Length != (isPackage ? 2 : 3))
        {
            Console.Error.WriteLine(Usage);
            return 1;
        }

        // Must precede the engine's first use: a build reports nothing to anyone.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        try
        {
            if (isPackage)
            {
                new PackageFolder(Path.GetFullPath(paths[0]), Path.GetFullPath(paths[1]), project).Write();
                return 0;
            }

            List<HelpFinding> findings = [];
            string output = Path.GetFullPath(paths[2]);
            IReadOnlyList<CmdletHelp> cmdlets = Read(Path.GetFullPath(paths[0]), Path.GetFullPath(paths[1]), findings);
            return findings.Count > 0 ? Fail(findings) : Deliver(new HelpFolder(output, cmdlets, project), check);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RuntimeException)
        {
            return Fail([new HelpFinding("Help", "HELP000", exception.Message)]);
        }
    }

    private static int Deliver(HelpFolder folder, bool check)
    {
        IReadOnlyList<string> old = folder.Old();
        if (check && old.Count > 0)
        {
            return Fail(old.Select(name =>
                new HelpFinding(name, "HELP001", "differs from the XML docs: build without CI=true")));
        }

        folder.Write(old);
        return 0;
    }

    private static IReadOnlyList<CmdletHelp> Read(string assembly, string documentation, List<HelpFinding> findings)
    {
        using ModuleSession session = ModuleSession.Import(assembly);
        if (session.Cmdlets.Count == 0) return [];

        CrefNames names = new(session.Cmdlets[0].ImplementingType.Assembly);
        CmdletReader reader = new(new XmlDocumentation(documentation), new PlainText(names, findings), findings);
        return [.. session.Cmdlets.Select(reader.Read)];
    }

    // A parameter of a base class is read once for every cmdlet that has it.
    private static int Fail(IEnumerable<HelpFinding> findings)
    {
        foreach (HelpFinding finding in findings.Distinct()) Console.Error.WriteLine(finding);
        return 1;
    }
}
