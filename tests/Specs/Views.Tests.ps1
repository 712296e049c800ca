BeforeAll {
    . "$PSScriptRoot/Session.ps1"
    $image = New-AIImage 'a red fox'
}

Describe 'The view of an image' {
    It 'is a table with id, format, size, length, cost and prompt' {
        $lines = ($image | Out-String -Width 120).Trim() -split '\r?\n'

        $lines[0] -split '\s+' | Should -Be 'Id', 'Format', 'Size', 'Length', 'Cost', 'Prompt'
        $lines.Count | Should -Be 3
        $lines[2] | Should -Match "^ig_…\w{8} +png +1024x1024 +$($image.Length) +0\.\d{4} a red fox$"
        $lines[2] | Should -BeLike "ig_…$($image.Id.Substring($image.Id.Length - 8)) *"
    }

    It 'keeps cost and prompt in a narrow window, also with -AutoSize' {
        $long = New-AIImage ('an otter, ' * 40) -OutFile (Join-Path $TestDrive "$('long-' * 20).png") -Quality low
        $views = ($image, $long | Out-String -Width 80), ($image, $long | Format-Table -AutoSize | Out-String -Width 80)
        foreach ($view in $views) {
            $lines = $view.Trim() -split '\r?\n'

            $lines[0] -split '\s+' | Should -Be 'Id', 'Format', 'Size', 'Length', 'Cost', 'Prompt'
            $lines[2] | Should -Match ' 0\.\d{4} a red fox$'
            $lines[3] | Should -Match ' 0\.\d{4} an otter, an otter.*…$'
            ($lines.Length | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 80
        }
    }

    It 'is a file name, shortened, where there is no id' {
        $file = New-AIImage 'a fox' -Model gpt-image-2 -OutFile (Join-Path $TestDrive 'a-very-long-name-of-a-fox.png')

        $file | Out-String -Width 80 | Should -Match '(?m)^a-very-long-name-… png'
    }

    It 'keeps cost and prompt after a table of another kind' {
        $views = & { Get-AIImageModel gpt-image-2; $image } | Out-String -Width 80

        $views | Should -Match '(?m)^Cost +: 0\.\d+'
        $views | Should -Match '(?m)^PromptLine +: a red fox'
        $views | Should -Not -Match 'Bytes'
    }

    It 'has no property for the view alone' {
        ($image | Get-Member).Name | Should -Not -Contain 'PromptLine'
        ($image | Select-Object *).PSObject.Properties.Name | Should -Not -Contain 'PromptLine'
        $image | Select-Object Metadata | ConvertTo-Json | Should -Not -Match 'PromptLine'
    }

    It 'is a list with the revised prompt when asked for' {
        $list = $image | Format-List | Out-String -Width 200

        $list | Should -Match '(?m)^RevisedPrompt +: a red fox'
        $list | Should -Match '(?m)^ResponseId +: resp_'
    }

    It 'shows bytes nowhere' {
        $views = ($image | Format-Table | Out-String), ($image | Format-List | Out-String), ($image | Out-String)

        "$views" | Should -Not -Match 'Bytes|\{137, 80'
    }

    It 'shows no bytes among objects of other kinds either' {
        $stream = Get-AIImageStream 'an owl' -PartialImages 1
        $mixed = & { [pscustomobject]@{ A = 1 } | Format-Table; Get-AIImageModel gpt-image-2; $image; $stream } | Out-String

        $mixed | Should -Match 'ig_'
        $mixed | Should -Not -Match 'Bytes|\{137, 80'
    }

    It 'shows a prompt without control characters' {
        $wild = New-AIImage "red`e[31m`a`u{9b}2J`u{202e} fox`r`n`ttail" -OutFile (Join-Path $TestDrive 'wild.png')
        $views = ($wild | Out-String -Width 200), ($wild | Format-List | Out-String -Width 200),
            (& { Get-AIImageModel gpt-image-2; $wild } | Out-String -Width 200)

        "$views" -replace '\r?\n' | Should -Not -Match '[\p{Cc}\p{Cf}]'
        "$views" | Should -Match 'tail'
    }

    It 'is the same after Clixml' {
        $path = Join-Path $TestDrive 'image.xml'
        $image | Export-Clixml $path

        Import-Clixml $path | Out-String | Should -Be ($image | Out-String)
        Import-Clixml $path | Format-List | Out-String | Should -Be ($image | Format-List | Out-String)
    }

    It 'names partial images by their number' {
        $lines = Get-AIImageStream 'an owl' -PartialImages 1 | Out-String -Width 120

        $lines | Should -Match '(?m)^partial 0 +png +1024x1024'
        $lines | Should -Match '(?m)^ig_…\w{8} +png +1024x1024'
    }

    It 'keeps its columns whatever comes first' {
        $head = (Get-AIImageStream 'an owl' -PartialImages 1 | Out-String -Width 80).Trim() -split '\r?\n' |
            Select-Object -First 1

        $head -split '\s+' | Should -Be 'Id', 'Format', 'Size', 'Length', 'Cost', 'Prompt'
    }

    It 'is its path or its id in a string' {
        $path = Join-Path $TestDrive 'fox.png'

        "$image" | Should -Be $image.Id
        "$($image | Save-AIImage $path -PassThru)" | Should -Be $path
    }

    It 'of a connection shows no key' {
        $table = Get-AIImageService | Format-Table | Out-String -Width 160

        $table | Should -Match 'Sandbox'
        $table | Should -Match 'KeySource'
    }

    It 'of a connection fits into a narrow window' {
        Connect-AIImageService -ApiKey 'sk-0123456789abcdef' -BaseUri https://eu.api.openai.com/v1 -Name regional
        try {
            $lines = (Get-AIImageService | Out-String -Width 80).Trim() -split '\r?\n'
            $wide = Get-AIImageService | Out-String -Width 120
            $copy = [System.Management.Automation.PSSerializer]::Deserialize(
                [System.Management.Automation.PSSerializer]::Serialize((Get-AIImageService)))
        }
        finally { Disconnect-AIImageService -Name regional }

        $lines[0] -split '\s+' | Should -Be 'Current', 'Name', 'Model', 'ImageModel', 'KeySource'
        @($lines -match '^True +regional +gpt-6-luna +gpt-image-2.6-sunburst -ApiKey').Count | Should -Be 1
        $wide | Should -Match 'https://eu.api.openai.com/v1/'
        $copy | Out-String -Width 120 | Should -Be $wide
    }
}

Describe 'What is only described' {
    It 'names the service, the models and the files, and needs no key' {
        $text = pwsh -NoProfile -Command "
            Import-Module '$module'
            Set-Location -LiteralPath '$TestDrive'
            New-AIImage 'a red fox' -Size 1024x1024 -OutFile ./fox.png -WhatIf
            'a fox', 'a hen' | New-AIImage -Count 2 -OutFile ./out/ -WhatIf" 2>&1 | Out-String -Width 500

        $text | Should -Match "What if: Generate 1 image at OpenAI with .*1024x1024.* 'a red fox', to '.*fox\.png'"
        $text | Should -Match "What if: Generate 2 images .* 'a hen', to '.*a-hen-1-1\.png' … '.*a-hen-1-2\.png'"
        Get-ChildItem $TestDrive -Filter fox.png | Should -BeNullOrEmpty
    }
}
