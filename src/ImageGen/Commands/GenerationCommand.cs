using System.Collections;
using System.Management.Automation;
using ImageGen.Orders;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>What the cmdlets share that make pictures at once.</summary>
public abstract class GenerationCommand : ImageOrderCommand
{
    /// <summary>
    /// Responses, Images or Auto: which API makes the picture, whatever kind of model is named. Over the Images API
    /// results have no ids, and the next edit sends their bytes.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OptionCompleter))]
    [PSDefaultValue(Help = "Auto")]
    public string? Api { get; set; }

    /// <summary>System text for the mainline model (instructions). It does not carry over to the next edit.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Instructions { get; set; }

    /// <summary>
    /// auto, required, none or image_generation (tool_choice). The image tool is forced when left out; with auto the
    /// model may answer with text, which is a NoImageReturned error that carries the text.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OptionCompleter))]
    [PSDefaultValue(Help = "image_generation")]
    public string? ToolChoice { get; set; }

    /// <summary>
    /// Keeps the response out of the service's store (store = false). Its ids cannot be used in an edit, which then
    /// sends the bytes.
    /// </summary>
    [Parameter]
    public SwitchParameter NoStore { get; set; }

    /// <summary>
    /// Lets the service work in the background (background = true) and gets the image by its response id, so that no
    /// dropped connection loses it or pays for it twice.
    /// </summary>
    /// <remarks>
    /// <para>With -OutFile the id is kept in name.png.pending until the image is saved. When the process dies, the same
    /// command with -Resume finds the image by it. A run that is stopped cancels its responses at the service.</para>
    /// </remarks>
    [Parameter]
    public SwitchParameter Durable { get; set; }

    /// <summary>
    /// How many requests run at once, from 1 to 256. With 1 the images come in the order of the input; above, as they
    /// are complete, and Index says whose they are. A rate limit that one request meets holds back all.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 256)]
    [PSDefaultValue(Help = "1")]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>Up to 16 pairs that the service keeps with the response (metadata).</summary>
    [Parameter]
    public Hashtable? Metadata { get; set; }

    private protected override int RequestLimit => ThrottleLimit;

    /// <summary>How the work goes on when nobody waits.</summary>
    private protected BackgroundMode BackgroundMode => Durable ? BackgroundMode.Follow : BackgroundMode.None;

    /// <summary>After <c>-WhatIf</c>, says what all inputs would cost.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        Intake.TellPlan();
    }
}
