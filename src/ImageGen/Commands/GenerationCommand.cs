using System.Collections;
using System.Management.Automation;
using ImageGen.Orders;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>Base of the cmdlets that make images at once.</summary>
public abstract class GenerationCommand : ImageOrderCommand
{
    /// <summary>
    /// The API that makes the image: Responses, Images or Auto. It overrides the choice that follows from the kind of
    /// model. Results of the Images API have no ids; the next edit sends their bytes.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OptionCompleter))]
    [PSDefaultValue(Help = "Auto")]
    public string? Api { get; set; }

    /// <summary>System prompt for the mainline model (instructions). It does not apply to the next edit.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Instructions { get; set; }

    /// <summary>
    /// auto, required, none or image_generation (tool_choice). If omitted, the model must call the image tool. With
    /// auto, the model may answer with text; this is a NoImageReturned error that contains the text.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OptionCompleter))]
    [PSDefaultValue(Help = "image_generation")]
    public string? ToolChoice { get; set; }

    /// <summary>
    /// Tells the service not to store the response (store = false). Its ids then cannot be used; an edit sends the
    /// bytes.
    /// </summary>
    [Parameter]
    public SwitchParameter NoStore { get; set; }

    /// <summary>
    /// Lets the service work in the background (background = true) and gets the image by its response id. A dropped
    /// connection then does not lose the image, and it is not paid for twice.
    /// </summary>
    /// <remarks>
    /// <para>With -OutFile, the id is kept in name.png.pending until the image is saved. If the process ends early, the
    /// same command with -Resume uses the id to get the image. A run that is stopped cancels its responses at the
    /// service.</para>
    /// </remarks>
    [Parameter]
    public SwitchParameter Durable { get; set; }

    /// <summary>
    /// Maximum number of concurrent requests, from 1 to 256. Defaults to 1, which keeps the order of the input. Above
    /// 1, images arrive as they complete; use Index to match them to the input. When one request reaches a rate limit,
    /// all requests wait.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 256)]
    [PSDefaultValue(Help = "1")]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>Up to 16 name and value pairs that the service stores with the response (metadata).</summary>
    [Parameter]
    public Hashtable? Metadata { get; set; }

    private protected override int RequestLimit => ThrottleLimit;

    /// <summary>How the work continues when nobody waits.</summary>
    private protected BackgroundMode BackgroundMode => Durable ? BackgroundMode.Follow : BackgroundMode.None;

    /// <summary>After <c>-WhatIf</c>, says what all inputs would cost.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        Intake.TellPlan();
    }
}
