using System.Collections.Generic;
using System.Management.Automation;
using ImageGen.Runs;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>
/// Where Save-AIImage puts images: a path for all of them, or a script that says one for each, which is <c>$_</c> in
/// it.
/// </summary>
internal sealed class SavePlans(PSCmdlet cmdlet, object path)
{
    private readonly Dictionary<(string Path, bool HasSource), OutputPlan> _plans = [];
    private readonly ClaimedNames _claimed = new();
    private readonly object _path = path is PSObject wrapped ? wrapped.BaseObject : path;

    /// <summary>
    /// Reads the path that all images share, so that a wrong one is found before any of them is made.
    /// </summary>
    /// <exception cref="AIImageException">It cannot be a path, or its template is wrong.</exception>
    public void Check()
    {
        if (_path is not ScriptBlock) PlanOf(Text(_path), hasSource: false);
    }

    /// <summary>The plan of one input.</summary>
    /// <param name="input">The image, as it was piped in.</param>
    /// <param name="hasSource">It is an edit of a file.</param>
    /// <exception cref="AIImageException">It cannot be a path, or its template is wrong.</exception>
    public OutputPlan PlanFor(PSObject input, bool hasSource) =>
        PlanOf(Text(_path is ScriptBlock script ? PathFrom(script, input) : _path), hasSource);

    private OutputPlan PlanOf(string typed, bool hasSource)
    {
        if (!_plans.TryGetValue((typed, hasSource), out OutputPlan? plan))
        {
            string full = cmdlet.Paths().FullTarget(typed, out bool isFolder);
            _plans[(typed, hasSource)] = plan =
                OutputPlan.Parse(full, isFolder, severalEach: false, hasSource, _claimed);
        }

        return plan;
    }

    private static object? PathFrom(ScriptBlock script, PSObject input)
    {
        try
        {
            ICollection<PSObject> given = script.InvokeWithContext(null, [new PSVariable("_", input)]);
            return given.Count == 1 ? new List<PSObject>(given)[0]?.BaseObject : null;
        }
        catch (RuntimeException exception)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"The script of -Path failed: {PlainText.Line(exception.Message, 500)}",
                exception);
        }
    }

    private static string Text(object? path) =>
        path is not (null or object[]) && path.ToString() is { Length: > 0 } text ? text : throw new AIImageException(
            ErrorIds.InvalidRequest, "-Path must be one path: text, or a script that returns one for each image.");
}
